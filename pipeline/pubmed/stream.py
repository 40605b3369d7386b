"""Reading files of PubMed XML record by record, with memory for one record at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from gzip import BadGzipFile
from typing import BinaryIO

from isal.igzip_lib import IsalError
from lxml import etree

from pipeline.errors import RecordError

DAMAGED_GZIP = (EOFError, BadGzipFile, IsalError)
PARSER_SETTINGS = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "remove_comments": True,
    "remove_pis": True,
    "huge_tree": True,
}
DOCTYPE = (
    '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">'
)
RECORDS = ("PubmedArticle", "PubmedBookArticle")
_SETS = ("PubmedArticleSet", "PubmedBookArticleSet")
_HEAD = 512
# https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html: a PMID has one to eight digits.
_NUMBER = re.compile(r"\s*[0-9]{1,8}\s*")


@dataclass(frozen=True, slots=True)
class Deletion:
    """A record that PubMed has withdrawn."""

    pmid: int
    version: int


def read_xml(xml: BinaryIO, *, where: object) -> Iterator[etree._Element | Deletion]:
    """Give the records of a `PubmedArticleSet` and what its `DeleteCitation` withdraws, in order.

    An element is emptied as soon as the next is asked for. Nothing outside the file is read: no
    DTD, no entity, no network. `RecordError` names `where` for XML that is cut off or broken, for
    an empty file, for anything but PubMed's records, and for a record without a PMID.
    """
    peekable = _Peekable(xml)
    try:
        yield from _records(peekable, where)
    except etree.XMLSyntaxError as error:
        wrong = _what_is_wrong(peekable, error)
        raise RecordError(where, wrong, right="PubMed XML", do="export or fetch it again") from None
    except DAMAGED_GZIP as error:
        raise damaged_gzip(where, error) from None


def _records(xml: "_Peekable", where: object) -> Iterator[etree._Element | Deletion]:
    root = None
    events = etree.iterparse(
        xml,
        events=("start", "end"),
        tag=(*_SETS, *RECORDS, "DeleteCitation"),
        **PARSER_SETTINGS,
    )
    for event, element in events:
        if event == "start":
            root = element if root is None else root
            continue
        if element.tag in RECORDS:
            require_identity(element.find("*/PMID"), element, where)
            yield element
        elif element.tag == "DeleteCitation":
            for pmid in element:
                require_identity(pmid, element, where)
                yield _deletion(pmid)
        if element is not root:
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    if root is None or root.tag not in _SETS:
        raise RecordError(
            where,
            f"the outermost element is <{events.root.tag}>",
            right="<PubmedArticleSet>",
            do="export or fetch it again as PubMed XML",
        )


def damaged_gzip(where: object, error: Exception) -> RecordError:
    """What to say of a file that cannot be unpacked."""
    return RecordError(
        where, f"the gzip data are cut off or damaged ({error})", do="export or fetch it again"
    )


def identity(record: etree._Element) -> tuple[int, int]:
    """PMID and version of a record."""
    pmid = record.find("*/PMID")
    return int(pmid.text), int(pmid.get("Version", "1"))


def require_identity(pmid: etree._Element | None, of: etree._Element, where: object) -> None:
    """Raise `RecordError` where there is no PMID or it is no number."""
    numbers = () if pmid is None else (pmid.text or "", pmid.get("Version", "1"))
    if not (numbers and all(map(_NUMBER.fullmatch, numbers))):
        raise RecordError(
            f"{where}:{of.sourceline}",
            f"a {of.tag} without a PMID",
            right="<PMID> with a number of up to eight digits, and a number for its version",
            do="export or fetch the file again",
        )


def _deletion(pmid: etree._Element) -> Deletion:
    return Deletion(int(pmid.text), int(pmid.get("Version", "1")))


def _what_is_wrong(xml: "_Peekable", error: etree.XMLSyntaxError) -> str:
    head = xml.head.lstrip().lower()
    if not head:
        return "the file is empty"
    if head.startswith((b"<!doctype html", b"<html")):
        return "this is an HTML page"
    if not head.startswith((b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff")):
        return "this is not XML"
    return f"the XML is cut off or broken ({error.msg})"


class _Peekable:
    """A stream that remembers its first bytes, to say what it is when it cannot be read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.head = b""

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        if len(self.head) < _HEAD:
            self.head += chunk[:_HEAD]
        return chunk
