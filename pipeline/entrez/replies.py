"""Reading E-utilities' replies, and refusing those that do not say what they should.

A faulty reply often comes with status 200: an HTML page, an `<ERROR>`, XML cut short. Whatever
cannot be a full answer is a `BadReply`, and the client asks again.
"""

from collections import Counter
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from pipeline.pubmed.stream import PARSER_SETTINGS

NONE_OF_THE_IDS = "ID list is empty"
RECORDS = {"PubmedArticle": "MedlineCitation/PMID", "PubmedBookArticle": "BookDocument/PMID"}


class BadReply(Exception):
    """A reply that cannot be used, and why; `retry_after` is the wait the server asked for (s)."""

    def __init__(self, reason: str, *, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchReply:
    """ESearch's answer: `count` records match, `ids` are those on this page of at most `page`."""

    count: int
    page: int
    ids: tuple[int, ...]
    translation: str | None
    warnings: tuple[str, ...]


def read_search(body: BinaryIO) -> SearchReply:
    """Read an `eSearchResult`; `BadReply` where it is none or reports a failure."""
    try:
        root = etree.parse(body, etree.XMLParser(**PARSER_SETTINGS)).getroot()
    except etree.XMLSyntaxError as error:
        raise BadReply(_unreadable(body, error)) from None
    if root.tag != "eSearchResult":
        raise BadReply(f"not ESearch's reply but <{root.tag}>{_error_in(root)}")
    if root.find("ERROR") is not None:
        raise BadReply(f"ESearch reports{_error_in(root)}")
    if root.find("IdList") is None:
        raise BadReply("ESearch's reply lacks a part: IdList")
    try:
        ids = tuple(int(listed.text or "") for listed in root.iterfind("IdList/Id"))
        reply = SearchReply(
            count=int(root.findtext("Count", "")),
            page=int(root.findtext("RetMax", str(len(ids)))),
            ids=ids,
            translation=root.findtext("QueryTranslation") or None,
            warnings=tuple(
                f"{remark.tag}: {remark.text}"
                for kind in ("ErrorList", "WarningList")
                for remark in root.iterfind(f"{kind}/*")
                if remark.text
            ),
        )
    except ValueError as error:
        raise BadReply(f"ESearch's reply lacks a part: {error}") from None
    if len(set(reply.ids)) != len(reply.ids):
        raise BadReply("ESearch names a PMID twice")
    return reply


def read_pmids(body: BinaryIO) -> tuple[int, ...]:
    """The PMIDs of the records in a `PubmedArticleSet`, book records too, in their order.

    Streams, so that memory does not grow with the reply. `BadReply` where the XML does not
    parse, is something else, reports an error, or holds one version of a record twice.
    """
    found: list[tuple[int, str]] = []
    try:
        records = etree.iterparse(body, tag=(*RECORDS, "ERROR"), **PARSER_SETTINGS)
        for _, element in records:
            if element.tag == "ERROR":
                if NONE_OF_THE_IDS in (element.text or ""):
                    return ()
                raise BadReply(f"EFetch reports: {(element.text or '').strip()}")
            pmid = element.find(RECORDS[element.tag])
            if pmid is None or not (pmid.text or "").strip().isdecimal():
                raise BadReply("a record without a PMID")
            found.append((int(pmid.text), pmid.get("Version", "1")))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise BadReply(_unreadable(body, error)) from None
    if records.root.tag != "PubmedArticleSet":
        raise BadReply(f"not PubMed's records but <{records.root.tag}>")
    for (pmid, _), n in Counter(found).items():
        if n > 1:
            raise BadReply(f"record {pmid} comes {n} times")
    return tuple(dict.fromkeys(pmid for pmid, _ in found))


def _error_in(root: etree._Element) -> str:
    return f": {root.findtext('.//ERROR', '').strip()}".removesuffix(": ")


def _unreadable(body: BinaryIO, error: Exception) -> str:
    body.seek(0)
    start = body.read(500).lstrip().lower()
    if not start:
        return "an empty body"
    if start.startswith((b"<!doctype html", b"<html")):
        return "an HTML page"
    return f"XML that does not parse: {error}"
