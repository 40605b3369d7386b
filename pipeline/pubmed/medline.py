"""Records in MEDLINE format (`.nbib`; PubMed's *Save* → *PubMed*) as PubMed XML.

Fields: https://www.nlm.nih.gov/bsd/mms/medlineelements.html. The XML is valid by NLM's DTD; what
the DTD asks for and MEDLINE format has no room for (identifiers of MeSH terms) is empty.
"""

import re
from collections.abc import Iterable, Iterator

from Bio import Medline
from lxml import etree
from lxml.builder import E

from pipeline.errors import RecordError
from pipeline.pubmed import medline_lists as lists

_FIELD = re.compile(r"[A-Z][A-Z0-9 ]{3}- ")
_CONTINUED = " " * 6
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DATE = re.compile(r"(?P<year>\d{4})(?: (?P<month>[A-Z][a-z]{2})(?: (?P<day>\d{1,2}))?)?")
_IDENTIFIER = re.compile(r"(?P<text>\S.*?) \[(?P<kind>doi|pii|pmc|pmcid|mid|bookaccession)\]")


def read_medline(lines: Iterable[str], *, where: object) -> Iterator[etree._Element]:
    """Give each record as a `PubmedArticle`; `RecordError` where it is none or lacks a PMID."""
    for first_line, fields in _records(lines, where):
        record = Medline.read(fields)
        if not record.get("PMID", "").strip().isdecimal():
            raise RecordError(
                f"{where}:{first_line}",
                "a record without a PMID",
                right="a line such as `PMID- 12345678` in each record",
                do="export the file again",
            )
        yield _article(record, fields)


def _records(lines: Iterable[str], where: object) -> Iterator[tuple[int, list[str]]]:
    """Give each record's first line number and its fields, a line each however long."""
    fields: list[str] = []
    first_line = 0
    for number, line in enumerate(lines, start=1):
        text = _NOT_IN_XML.sub(" ", line).rstrip()
        if _FIELD.match(f"{text} "):
            first_line = first_line if fields else number
            fields.append(text)
        elif fields and line.startswith(_CONTINUED):
            fields[-1] += f" {text.strip()}"
        elif text:
            raise RecordError(
                f"{where}:{number}",
                "this is not MEDLINE format",
                right="lines such as `PMID- 12345678` and `TI  - A title`",
                do="on the PubMed site choose Save, format *PubMed*",
            )
        elif fields:
            yield first_line, fields
            fields = []
    if fields:
        yield first_line, fields


def _article(record: Medline.Record, fields: list[str]) -> etree._Element:
    identifiers = [
        (found["kind"], found["text"])
        for text in (*record.get("AID", ()), record.get("LID", ""))
        for found in _IDENTIFIER.finditer(text)
    ]
    located = [(kind, text) for kind, text in identifiers if kind in ("doi", "pii")]
    article_ids = [E.ArticleId(text, IdType=kind) for kind, text in identifiers]
    if pmcid := record.get("PMC"):
        article_ids.append(E.ArticleId(pmcid, IdType="pmc"))
    return E.PubmedArticle(
        E.MedlineCitation(
            E.PMID(record["PMID"].strip(), Version="1"),
            *_numeric_date("DateRevised", record.get("LR")),
            E.Article(
                _journal(record),
                E.ArticleTitle(record.get("TI") or record.get("BTI", [""])[0]),
                E.Pagination(E.MedlinePgn(record.get("PG", ""))),
                *(E.ELocationID(text, EIdType=kind) for kind, text in dict(located).items()),
                *lists.abstract(record),
                *lists.author_list(fields),
                *(E.Language(code) for code in record.get("LA") or ["und"]),
                *lists.data_banks(record.get("SI", ())),
                E.PublicationTypeList(
                    *(E.PublicationType(name, UI="") for name in record.get("PT") or [""])
                ),
                *lists.optional("VernacularTitle", record.get("TT")),
                *_numeric_date("ArticleDate", record.get("DEP"), DateType="Electronic"),
                PubModel="Print",
            ),
            E.MedlineJournalInfo(
                *lists.optional("Country", record.get("PL")),
                E.MedlineTA(record.get("TA", "")),
                *lists.optional("NlmUniqueID", record.get("JID")),
            ),
            *lists.links(record),
            *lists.mesh(record.get("MH", ())),
            *lists.other_abstracts(record),
            *lists.keywords(record.get("OT", ())),
            Status="MEDLINE" if record.get("MH") else "PubMed-not-MEDLINE",
        ),
        E.PubmedData(
            *_history(record),
            E.PublicationStatus(record.get("PST", "")),
            E.ArticleIdList(E.ArticleId(record["PMID"].strip(), IdType="pubmed"), *article_ids),
        ),
    )


def _numeric_date(tag: str, text: str | None, **attributes: str) -> list[etree._Element]:
    """`20180517` and `2018/05/17 06:00`."""
    found = re.match(r"(\d{4})/?(\d\d)/?(\d\d)", text or "")
    if not found:
        return []
    return [E(tag, E.Year(found[1]), E.Month(found[2]), E.Day(found[3]), attributes)]


def _journal(record: Medline.Record) -> etree._Element:
    published = record.get("DP", "")
    if found := _DATE.fullmatch(published):
        date = [E(unit.title(), text) for unit, text in found.groupdict().items() if text]
    else:
        date = [E.MedlineDate(published)]
    issn = re.search(r"(\d{4}-\d{3}[\dX])(?: \((Electronic|Print)\))?", record.get("IS", ""))
    return E.Journal(
        *([E.ISSN(issn[1], IssnType=issn[2] or "Print")] if issn else []),
        E.JournalIssue(
            *lists.optional("Volume", record.get("VI")),
            *lists.optional("Issue", record.get("IP")),
            E.PubDate(*date),
            CitedMedium="Print",
        ),
        *lists.optional("Title", record.get("JT")),
        *lists.optional("ISOAbbreviation", record.get("TA")),
    )


def _history(record: Medline.Record) -> list[etree._Element]:
    entrez = _numeric_date("PubMedPubDate", record.get("EDAT"), PubStatus="entrez")
    return [E.History(*entrez)] if entrez else []
