"""`import`: exported files of every kind become a snapshot, bad ones leave nothing."""

import gzip
import json
from pathlib import Path

import Bio.Entrez
import pytest
from lxml import etree

from pipeline.__main__ import main
from pipeline.parse import run as parse
from pipeline.records import Article, Correction, MeshHeading, OtherAbstract, read_records
from pipeline.snapshot import load_snapshot

XML = b"""<?xml version="1.0"?>
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">5</PMID><Article>
<ArticleTitle>On points.</ArticleTitle></Article></MedlineCitation></PubmedArticle>
</PubmedArticleSet>"""

NBIB = """\
PMID- 11
OWN - NLM
STAT- MEDLINE
LR  - 20201231
IS  - 1234-567X (Electronic)
IS  - 1234-5671 (Linking)
VI  - 3
IP  - 2
DP  - 2018 May 17
TI  - Needles & points for numb feet: a trial whose title is so long that the export
      breaks it.
PG  - 18-25
LID - S0001 [pii]
LID - 10.1000/needle.1 [doi]
AB  - BACKGROUND: Feet go numb. MATERIALS AND METHODS: Forty people (NCT00000011) were
      needled; P<0.05 counted. RESULTS: IL-6: lower. Tingling fell. CONCLUSIONS:
      Needling eased it.
CI  - Copyright (c) 2018 The Owner.
FAU - Li, Na
AU  - Li N
AUID- ORCID: 0000-0002-1825-0097
AD  - A Clinic, Seoul, Korea.
AD  - B Clinic, Oslo, Norway.
FAU - van der Berg, Jan
AU  - van der Berg J
AD  - C Clinic, Leiden, The Netherlands.
CN  - The Needle Group
LA  - eng
LA  - kor
SI  - ClinicalTrials.gov/NCT00000012
SI  - GENBANK/AB12345
PT  - Journal Article
PT  - Randomized Controlled Trial
DEP - 20180401
TT  - The vernacular title.
PL  - England
TA  - J Tests
JT  - Journal of Tests
JID - 0000001
CIN - J Tests. 2019 Jan;1(1):1-2. doi: 10.1000/needle.2. A comment with a long reference.
      PMID: 12
RIN - J Tests. 2020;4:1
MH  - *Acupuncture Therapy
MH  - Foot/drug effects/*innervation
OAB - Publisher: A plain summary that is long enough to be broken over two lines by the
      export.
OABL- kor
OT  - *needle
OT  - numbness
EDAT- 2018/04/02 06:00
PST - ppublish
AID - 10.1000/needle.1 [doi]
PMC - PMC77

PMID- 12
DP  - Spring 2019
TI  - Short.
AU  - Roe J
AB  - No label: none here. METHODS: are not a label here.
"""


@pytest.fixture
def take_in(tmp_path):
    """Import a path; give the exit status and the articles."""

    def run(path, corpus="taken"):
        status = main(["import", "--from", str(path), "--snapshot", str(tmp_path / "raw" / corpus)])
        if status:
            return status, []
        articles = tmp_path / f"{corpus}.jsonl"
        parse(snapshot=tmp_path / "raw" / corpus, articles=articles)
        return status, list(read_records(articles, Article))

    return run


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", ["a.xml", "a.xml.gz", "export.txt", "a"])
def test_xml_is_taken_as_it_is_whatever_its_name(take_in, tmp_path, name):
    packed = name.endswith(".gz")
    path = write(tmp_path / name, gzip.compress(XML) if packed else XML)
    _, (article,) = take_in(path)
    assert (article.pmid, article.title) == (5, "On points.")
    ((batch, xml),) = [(b, x.read()) for b, x in load_snapshot(tmp_path / "raw" / "taken")]
    assert (batch.pmids, xml) == ((5,), XML)


@pytest.mark.parametrize("content", [NBIB, NBIB.replace("\n", "\r\n"), "\ufeff" + NBIB])
def test_medline_format_gives_the_same_article_as_xml_would(take_in, tmp_path, content):
    _, (article, _) = take_in(write(tmp_path / "a.nbib", content))
    assert article.title == (
        "Needles & points for numb feet: a trial whose title is so long that the export breaks it."
    )
    assert [(section.label, section.text) for section in article.sections] == [
        ("BACKGROUND", "Feet go numb."),
        ("MATERIALS AND METHODS", "Forty people (NCT00000011) were needled; P<0.05 counted."),
        ("RESULTS", "IL-6: lower. Tingling fell."),
        ("CONCLUSIONS", "Needling eased it."),
    ]
    assert article.abstract_copyright == "Copyright (c) 2018 The Owner."
    assert [
        (a.last_name or a.collective_name, a.fore_name, a.initials, len(a.affiliations))
        for a in article.authors
    ] == [
        ("Li", "Na", "N", 2),
        ("van der Berg", "Jan", "J", 1),
        ("The Needle Group", None, None, 0),
    ]
    assert (article.authors[0].orcid, article.country) == ("0000-0002-1825-0097", "South Korea")
    assert (article.doi, article.pii, article.pmcid) == ("10.1000/needle.1", "S0001", "PMC77")
    assert (article.publication_date, article.electronic_date) == ("2018-05-17", "2018-04-01")
    assert (article.entrez_date, article.revised_date) == ("2018-04-02", "2020-12-31")
    assert (article.journal, article.journal_abbreviation) == ("Journal of Tests", "J Tests")
    assert (article.issn, article.volume, article.issue, article.pages) == (
        "1234-567X",
        "3",
        "2",
        "18-25",
    )
    assert article.languages == ("eng", "kor")
    assert article.vernacular_title == "The vernacular title."
    assert article.publication_types == ("Journal Article", "Randomized Controlled Trial")
    assert article.mesh_headings == (
        MeshHeading(descriptor="Acupuncture Therapy", is_major=True),
        MeshHeading(
            descriptor="Foot",
            qualifiers=("drug effects", "innervation"),
            major_qualifiers=("innervation",),
        ),
    )
    assert article.keywords == ("needle", "numbness")
    assert article.registry_ids == ("NCT00000012", "NCT00000011")
    assert article.other_abstracts == (
        OtherAbstract(
            type="Publisher",
            language="kor",
            text="A plain summary that is long enough to be broken over two lines by the export.",
        ),
    )
    assert article.corrections == (
        Correction(
            ref_type="CommentIn",
            ref_source="J Tests. 2019 Jan;1(1):1-2. doi: 10.1000/needle.2. "
            "A comment with a long reference.",
            ref_pmid=12,
        ),
        Correction(ref_type="RetractionIn", ref_source="J Tests. 2020;4:1"),
    )
    assert article.retraction_status == "retracted"


def test_medline_abstract_that_does_not_begin_with_a_label_stays_whole(take_in, tmp_path):
    _, (_, article) = take_in(write(tmp_path / "a.txt", NBIB))
    assert article.abstract == "No label: none here. METHODS: are not a label here."
    assert [section.label for section in article.sections] == [None]
    assert (article.publication_date, article.year) == ("2019", 2019)
    assert article.authors[0].last_name == "Roe"


def test_medline_format_becomes_xml_valid_by_the_dtd(take_in, tmp_path):
    take_in(write(tmp_path / "a.nbib", NBIB))
    for _, xml in load_snapshot(tmp_path / "raw" / "taken"):
        tree = etree.parse(xml)
        name = Path(tree.docinfo.system_url).name
        dtd = etree.DTD(str(Path(Bio.Entrez.__file__).parent / "DTDs" / name))
        assert dtd.validate(tree), dtd.error_log


def test_folder_is_taken_in_by_name_and_the_later_file_wins(take_in, tmp_path):
    folder = tmp_path / "exported"
    folder.mkdir()
    write(folder / "1.nbib", NBIB)
    write(folder / "2.xml.gz", gzip.compress(XML.replace(b">5<", b">12<")))
    write(folder / "notes.md", "not an export")
    _, articles = take_in(folder)
    assert [(a.pmid, a.title[:9]) for a in articles] == [(11, "Needles &"), (12, "On points")]
    manifest = json.loads((tmp_path / "raw" / "taken" / "manifest.json").read_text())
    assert manifest["source"] == "import"
    assert set(manifest["runs"][0]["inputs"]) == {"1.nbib", "2.xml.gz"}


def test_what_another_import_leaves_out_is_told(take_in, tmp_path, capsys):
    take_in(write(tmp_path / "both.nbib", NBIB))
    take_in(write(tmp_path / "one.nbib", NBIB[NBIB.index("PMID- 12") :]))
    assert "taken: 1 records of the import before are no longer in it" in capsys.readouterr().err
    take_in(tmp_path / "both.nbib")
    assert not capsys.readouterr().err


BAD = {
    "cut.xml": (XML[:-40], "cut off or broken"),
    "cut.xml.gz": (gzip.compress(XML * 50)[:-30], "gzip data are cut off"),
    "damaged.xml.gz": (gzip.compress(XML)[:30] + b"\x00" * 60, "gzip data are cut off or damaged"),
    "cut.nbib.gz": (gzip.compress(NBIB.encode())[:-30], "gzip data are cut off"),
    "empty.xml": (b"", "the file is empty"),
    "empty.nbib": (b"", "the file is empty"),
    "page.xml": (b"<!DOCTYPE html>\n<html><body><p>500<br></body></html>", "an HTML page"),
    "page.nbib": (b"<!DOCTYPE html>\n<html><body><p>500<br></body></html>", "an HTML page"),
    "text.xml": (b"Too many requests", "not XML"),
    "none.xml": (b"<PubmedArticleSet></PubmedArticleSet>", "no record in it"),
    "missing.nbib": (NBIB.replace("PMID- 12\n", "").encode(), "missing.nbib:55: a record without"),
    "glued.nbib": (NBIB.replace("\n\n", "\n").encode(), "without a PMID"),
    "abstract.txt": (b"1. J Tests. 2019\n\nA title.\n", "abstract.txt:1: this is not MEDLINE"),
    "latin.nbib": (NBIB.replace("Na", "N\u00e4").encode("latin-1"), "not UTF-8"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_told_in_one_line_and_the_snapshot_stays(take_in, tmp_path, capsys, name):
    content, wrong = BAD[name]
    take_in(write(tmp_path / "good.xml", XML))
    before = sorted((p.name, p.read_bytes()) for p in (tmp_path / "raw" / "taken").iterdir())
    capsys.readouterr()
    status, _ = take_in(write(tmp_path / name, content))
    message = capsys.readouterr().err
    assert status == 2
    assert wrong in message
    assert name in message
    assert message.count("\n") == 1
    after = sorted((p.name, p.read_bytes()) for p in (tmp_path / "raw" / "taken").iterdir())
    assert after == before


def test_good_files_before_a_bad_one_leave_nothing(take_in, tmp_path):
    folder = tmp_path / "exported"
    folder.mkdir()
    write(folder / "1.xml", XML)
    write(folder / "2.xml", XML[:-40])
    status, _ = take_in(folder, corpus="new")
    assert status == 2
    assert not list((tmp_path / "raw" / "new").glob("*.xml.gz"))
    assert not (tmp_path / "raw" / "new" / "manifest.json").exists()


@pytest.mark.parametrize("path", ["", "nowhere.xml", "empty"])
def test_nothing_to_import(take_in, tmp_path, capsys, monkeypatch, path):
    write(tmp_path / "stray.txt", "no export")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    assert take_in(path)[0] == 2
    assert "there is no file to import" in capsys.readouterr().err
