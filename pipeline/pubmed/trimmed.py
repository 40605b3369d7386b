"""The XML of a record without most of what need not be parsed.

References and the dates of a manuscript's way to PubMed are a third of the bytes, and one date of
them is read. Authors are two fifths of the rest, and one pattern reads them in less time than lxml
takes to build a tree of them. Dates and authors are taken out only where a grammar of plain
elements covers them, so that damage in them, or anything unusual, is left for the tree to tell.
"""

import re
from html import unescape
from typing import NamedTuple

import re2
from stringzilla import Str

from pipeline.pubmed.elements import AuthorPart

_ENTREZ, _END_OF_DATE = b'<PubMedPubDate PubStatus="entrez">', b"</PubMedPubDate>"


class Trimmed(NamedTuple):
    """What is left of a record, and what its list of authors held where that is now empty."""

    xml: bytes
    authors: list[AuthorPart] | None


def trimmed(record: bytes) -> Trimmed:
    """Take out what can be; nothing where a tag may be none, as in a comment."""
    find = Str(record).find
    if find(b"<!") >= 0 or find(b"<?") >= 0:
        return Trimmed(record, None)
    return _without_authors(_without_dates(_without_references(record)))


def _without_references(xml: bytes) -> bytes:
    before, _, after = _around_content(xml, b"<ReferenceList>", b"</ReferenceList>")
    return before + after


def _without_dates(xml: bytes) -> bytes:
    """Without the dates beside that of entry into PubMed, which outweighs them."""
    before, dates, after = _around_content(xml, b"<History>", b"</History>")
    entrez = dates.rfind(_ENTREZ)
    if entrez < 0 or not _DATES.Match(dates):
        return xml
    date, end, _ = dates[entrez:].partition(_END_OF_DATE)
    return b"".join((before, date, end, after))


def _without_authors(xml: bytes) -> Trimmed:
    before, authors, after = _around_content(xml, b"<AuthorList", b"</AuthorList>")
    if not authors or not _AUTHORS.Match(authors):
        return Trimmed(xml, None)
    parts = _AUTHOR_PART.findall(authors.decode())
    if b"&" in authors:
        parts = [(tag, mark, unescape(text)) for tag, mark, text in parts]
    return Trimmed(b"".join((before, b">", after)), parts)


def _around_content(xml: bytes, start: bytes, end: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands before, in and behind the only element of its name; else all as before it.

    The element's own tags stay outside, to tell where it was.
    """
    find = Str(xml).find
    opened = find(start)
    if opened < 0:
        return xml, b"", b""
    opened += len(start)
    closed = find(end, opened)
    if closed < 0 or find(start, opened) >= 0:
        return xml, b"", b""
    return xml[:opened], xml[opened:closed], xml[closed:]


# Words that XML allows, without references but these five, with one space between them.
_WORD = r"(?:[^<>&\x00-\x20\x{85}\pZ\x{D800}-\x{DFFF}\x{FFFE}\x{FFFF}]|&(?:amp|lt|gt|quot|apos);)+"
_TEXT = rf"(?:{_WORD}(?: {_WORD})*)?"


def _element(tags: str, content: str, attributes: str = "") -> str:
    return "|".join(f"<{tag}{attributes}>{content}</{tag}>" for tag in tags.split())


def _any(*elements: str) -> str:
    return rf"(?:[ \t\n]|{'|'.join(elements)})*"


def _grammar(pattern: str) -> re2.Set:
    grammar = re2.Set.FullMatchSet(re2.Options())
    grammar.Add(pattern)
    grammar.Compile()
    return grammar


_DATES = _grammar(
    _any(
        _element(
            "PubMedPubDate",
            _any(_element("Year Month Day Hour Minute", r"\d*")),
            r' PubStatus="[\w-]+"',
        )
    )
)
_IDENTIFIER = _element("Identifier", _TEXT, r' Source="[\w ]*"')
_AUTHORS = _grammar(
    r'(?: CompleteYN="[YN]")?(?: Type="\w+")?>'
    + _any(
        _element(
            "Author",
            _any(
                _element("LastName ForeName Initials Suffix CollectiveName", _TEXT),
                _element("AffiliationInfo", _any(_element("Affiliation", _TEXT), _IDENTIFIER)),
                _IDENTIFIER,
            ),
            r' ValidYN="[YN]"(?: EqualContrib="[YN]")?',
        )
    )
)
_AUTHOR_PART = re.compile(
    r"<(Author|LastName|ForeName|Initials|CollectiveName|Identifier|Affiliation)"
    r'(?: \w+="([^"]*)"[^>]*)?>([^<]*)'
)
