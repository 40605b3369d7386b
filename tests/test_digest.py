"""The corpus that comes with the project: valid, reproducible, honest, and free of the coding."""

import gzip
import json
from pathlib import Path

import Bio.Entrez
import pytest
from lxml import etree

from evaluation.digest import read_coded, write_digest
from pipeline.snapshot import load_snapshot

ROOT = Path(__file__).parent.parent
CODED = ROOT / "evaluation" / "coded.jsonl"
DIGEST = ROOT / "data" / "raw" / "digest"


@pytest.fixture(scope="module")
def digest():
    ((_, xml),) = [(batch, etree.parse(xml)) for batch, xml in load_snapshot(DIGEST)]
    return xml


def _manifest(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["runs"][0]["code_version"]
    for batch in manifest["batches"]:  # name and checksum hang on the machine's zlib
        del batch["file"], batch["sha256"]
    return manifest


def _unpacked(folder):
    return [gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("*.xml.gz"))]


def test_regenerating_gives_the_committed_corpus(tmp_path):
    again = tmp_path / "digest"
    write_digest(CODED, again)
    assert _unpacked(again) == _unpacked(DIGEST)
    assert _manifest(again) == _manifest(DIGEST)


def test_validates_against_the_dtd_of_nlm(digest):
    dtds = Path(Bio.Entrez.__file__).parent / "DTDs"
    dtd = etree.DTD(str(dtds / Path(digest.docinfo.system_url).name))
    assert dtd.validate(digest), dtd.error_log


def test_biopython_reads_it():
    (path,) = DIGEST.glob("*.xml.gz")
    with gzip.open(path) as xml:
        articles = Bio.Entrez.read(xml)["PubmedArticle"]
    assert [int(a["MedlineCitation"]["PMID"]) for a in articles] == [
        record.pmid for record in read_coded(CODED)
    ]


def test_every_record_says_whose_words_its_abstract_is_in(digest):
    notes = digest.findall(".//Abstract/CopyrightInformation")
    assert len(notes) == len(digest.findall(".//PubmedArticle"))
    for note in notes:
        assert "Re-told" in note.text
        assert "words of this project's authors" in note.text


def test_nothing_of_the_coding_is_in_the_records(digest):
    assert {e.text for e in digest.iter("PublicationType")} == {"Journal Article"}
    elements = {e.tag for e in digest.iter()}
    assert not elements & {"MeshHeading", "Keyword", "GeneralNote", "CommentsCorrections"}
    coded = [json.loads(line) for line in CODED.read_text(encoding="utf-8").splitlines()]
    sections = [text for record in coded if record["pmid"] for _, text in record["digest"]]
    assert [e.text for e in digest.iter("AbstractText")] == sections
