"""Make the corpus that comes with the project: the coded records as a snapshot of PubMed XML.

Only what identifies a record goes in, and its abstract re-told; nothing of the reviewer's coding.
What PubMed would know and the coded records do not (authors, MeSH, dates) is left out, or left
empty where NLM's DTD asks for an element. Run it with `make digest`.
"""

import argparse
import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree
from lxml.builder import E
from pydantic import BaseModel

from pipeline.pubmed.stream import DOCTYPE
from pipeline.snapshot import SnapshotWriter

MADE = datetime(2026, 11, 22, tzinfo=UTC)
NOTE = (
    "A sample of real studies, made for development: the abstracts are re-told in this project's "
    "own words, and no search found them. It is not what PubMed holds on the subject."
)


class Coded(BaseModel):
    """The part of a coded record that goes into the corpus."""

    pmid: int | None
    pmcid: str | None
    doi: str | None
    title: str
    journal: str | None
    year: int | None
    partial: bool
    digest: tuple[tuple[str, str], ...]


def read_coded(path: Path) -> list[Coded]:
    """The coded records that have a PMID, in the file's order."""
    records = map(Coded.model_validate_json, path.read_text(encoding="utf-8").splitlines())
    return [record for record in records if record.pmid]


def note(record: Coded) -> str:
    """Whose words the abstract is in; it stands where PubMed prints an abstract's copyright."""
    whole = "what could be read of the published abstract" if record.partial else "the abstract"
    return (
        f"Re-told from {whole} in the words of this project's authors; facts, figures and hedges "
        f"are the original's, sentences are not. Original: "
        f"https://pubmed.ncbi.nlm.nih.gov/{record.pmid}/"
    )


def article_set(records: Iterable[Coded]) -> etree._Element:
    """The records as a `PubmedArticleSet`."""
    return E.PubmedArticleSet(*map(_pubmed_article, records))


def _pubmed_article(record: Coded) -> etree._Element:
    journal = record.journal or ""
    article_ids = [E.ArticleId(str(record.pmid), IdType="pubmed")]
    if record.doi:
        article_ids.append(E.ArticleId(record.doi, IdType="doi"))
    if record.pmcid:
        article_ids.append(E.ArticleId(record.pmcid, IdType="pmc"))
    article = E.Article(
        E.Journal(
            E.JournalIssue(
                E.PubDate(E.Year(str(record.year)) if record.year else E.MedlineDate()),
                CitedMedium="Internet",
            ),
            *([E.Title(journal)] if journal else []),
        ),
        E.ArticleTitle(record.title),
        E.ELocationID(record.doi, EIdType="doi", ValidYN="Y")
        if record.doi
        else E.Pagination(E.MedlinePgn()),
        E.Abstract(
            *(E.AbstractText(text, **_label(label)) for label, text in record.digest),
            E.CopyrightInformation(note(record)),
        ),
        E.Language("und"),
        E.PublicationTypeList(E.PublicationType("Journal Article", UI="D016428")),
        PubModel="Print",
    )
    return E.PubmedArticle(
        E.MedlineCitation(
            E.PMID(str(record.pmid), Version="1"),
            article,
            E.MedlineJournalInfo(E.MedlineTA(journal)),
            Status="PubMed-not-MEDLINE",
            Owner="NOTNLM",
        ),
        E.PubmedData(E.PublicationStatus("ppublish"), E.ArticleIdList(*article_ids)),
    )


def _label(label: str) -> dict[str, str]:
    return {"Label": label} if label else {}


def write_digest(coded: Path, snapshot: Path) -> int:
    """Make the corpus in the folder `snapshot`, the same bytes each time; return how many."""
    records = read_coded(coded)
    xml = etree.tostring(
        article_set(records),
        doctype=DOCTYPE,
        encoding="utf-8",
        xml_declaration=True,
        pretty_print=True,
    )
    made = SnapshotWriter(snapshot, source="digest", kind="digest", note=NOTE, now=lambda: MADE)
    with made as writer:
        writer.add(io.BytesIO(xml), [record.pmid for record in records])
    return len(records)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--coded", type=Path, required=True, help="the coded records")
    parser.add_argument("--snapshot", type=Path, required=True, help="the folder to make")
    print(f"{write_digest(**vars(parser.parse_args()))} records")
