"""Elements of a record that are read from its bytes, before lxml builds a tree of the rest.

Journals, dates and types of publication are those of many records: each is parsed once for all that
have the same bytes. Authors are long, and one pattern reads them in less time than a tree of them
takes; so is a manuscript's way to PubMed, of which one date is read, and so are references, of
which nothing is. What was read leaves an empty element in its place, marked as such, so that the
tree tells where it stood.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree
from stringzilla import Str

from pipeline.pubmed import elements
from pipeline.pubmed.authors import authors_in
from pipeline.pubmed.dates import date_of
from pipeline.pubmed.grammar import element, grammar, some
from pipeline.pubmed.stream import PARSER_SETTINGS
from pipeline.records import MeshHeading

_ENTREZ, _END_OF_DATE = b'<PubMedPubDate PubStatus="entrez">', b"</PubMedPubDate>"
_END_OF_HEADING = b"</MeshHeading>"
_HISTORY = grammar(
    element(
        "History",
        some(
            element(
                "PubMedPubDate",
                some(
                    *(element(tag, "[0-9]*") for tag in ("Year", "Month", "Day", "Hour", "Minute"))
                ),
                r' PubStatus="[\w-]+"',
            )
        ),
    )
)


class Emptied(NamedTuple):
    """A record's XML with some elements emptied, and what they stood for, by tag."""

    xml: bytes
    values: dict[str, Any]


def fragments_read(record: bytes) -> Emptied:
    """Read and empty what can be; nothing where a tag may be none, as in a comment."""
    values: dict[str, Any] = {}
    find = Str(record).find
    if find(b"<!") >= 0 or find(b"<?") >= 0 or find(_MARK) >= 0:
        return Emptied(record, values)
    kept, done = [], 0
    for tag, start, end, emptied, read in _FRAGMENTS:
        opened = find(start, done)
        closed = find(end, opened) if opened >= 0 else -1
        if closed < 0 or find(start, opened + 1, closed) >= 0:
            continue
        closed += len(end)
        if read:
            value = read(record[opened:closed])
            if value is None:
                continue
            values[tag] = value
        kept += record[done:opened], emptied
        done = closed
    return Emptied(b"".join((*kept, record[done:])), values)


def _once(read: Callable[[etree._Element], Any]) -> Callable[[bytes], Any]:
    parser = etree.XMLParser(**PARSER_SETTINGS, collect_ids=False)
    return lru_cache(maxsize=1 << 13)(lambda xml: read(etree.fromstring(xml, parser)))


_date_of = _once(date_of)


_heading = _once(elements.mesh_heading)


def _headings(mesh: bytes) -> tuple[MeshHeading, ...] | None:
    *headings, rest = mesh.removeprefix(b"<MeshHeadingList>").split(_END_OF_HEADING)
    if rest.strip() != b"</MeshHeadingList>":
        return None
    return tuple([_heading(heading.strip() + _END_OF_HEADING) for heading in headings])


def _entrez_date(history: bytes) -> str | None:
    entrez = history.rfind(_ENTREZ)
    if entrez < 0 or not _HISTORY.Match(history):
        return None
    return _date_of(history[entrez : history.index(_END_OF_DATE, entrez) + len(_END_OF_DATE)])


# In NLM's order, with what follows the tag, and how each is read; references are not.
_MARK = elements.READ.encode()
_FRAGMENTS = tuple(
    (
        tag,
        f"<{tag}{after}".encode(),
        f"</{tag}>".encode(),
        f'<{tag} {elements.READ}=""/>'.encode(),
        read,
    )
    for tag, after, read in (
        ("DateRevised", ">", _date_of),
        ("Journal", ">", _once(elements.journal)),
        ("AuthorList", " ", authors_in),
        ("DataBankList", " ", _once(elements.data_bank_numbers)),
        ("PublicationTypeList", ">", _once(elements.texts)),
        ("ArticleDate", " ", _date_of),
        ("MedlineJournalInfo", ">", _once(elements.journal_info)),
        ("CommentsCorrectionsList", ">", _once(elements.corrections)),
        ("MeshHeadingList", ">", _headings),
        ("History", ">", _entrez_date),
        ("ReferenceList", ">", None),
    )
)
