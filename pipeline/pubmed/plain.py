"""Records whose bytes are so plain that they are read without a tree.

The grammar is NLM's order of elements (https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/), of
which some were read and emptied before (`fragments.py`), without those that are rare: abstracts in
other languages, investigators, formulas. In such a record no tag stands in two places, so that a
tag tells its element's place, and one pattern finds all texts.
"""

import re
from collections.abc import Callable, Iterable, MutableMapping
from functools import lru_cache
from itertools import starmap
from typing import Any, TypeVar
from xml.sax.saxutils import unescape

from pipeline.pubmed.elements import READ, Elements
from pipeline.pubmed.grammar import (
    LINE,
    MARKUP,
    QUOTED,
    element,
    empty,
    grammar,
    in_order,
    marked_up,
    some,
)
from pipeline.pubmed.markup import plain_text

T = TypeVar("T")


class Leaf:
    """An element of a plain record, with what the readers of elements ask of one."""

    __slots__ = ("get", "text")

    def __init__(self, tag: str, attributes: str, text: str) -> None:
        self.get = _attributes(attributes).get
        if "<" in text:
            text = _INLINE.sub("", text)
        self.text = unescape(text, _QUOTES) if "&" in text else text

    def __len__(self) -> int:
        return 0


class PlainRecord:
    """The elements of a plain record by tag, as the `Parts` of each element that holds some."""

    __slots__ = ("_leaves", "_values")

    def __init__(self, xml: str, values: MutableMapping[str, Any]) -> None:
        self._values = values
        self._leaves: dict[str, list[tuple[str, str, str]]] = {tag: [] for tag in _LEAVES}
        for leaf in _LEAF.findall(xml):
            self._leaves[leaf[0]].append(leaf)

    def part(self, tag: str) -> "PlainRecord":
        """The record, whatever the part."""
        return self

    def parts(self, tag: str) -> "Iterable[PlainRecord]":
        """The parts of that tag, taken together."""
        return (self,)

    def all(self, tag: str) -> Elements:
        """All elements of that tag, in order."""
        return list(starmap(Leaf, self._leaves.get(tag, ())))

    def first(self, tag: str) -> Leaf | None:
        """The first element of that tag."""
        found = self._leaves[tag]
        return Leaf(*found[0]) if found else None

    def text(self, tag: str) -> str | None:
        """The text of the first element of that tag."""
        found = self.first(tag)
        return None if found is None else plain_text(found)

    def value(self, tag: str, read: Callable[[Elements], T]) -> T:
        """What was read of the element of that tag, or what `read` makes of none."""
        return self._values.pop(tag) if tag in self._values else read(())

    def values(self, tag: str, read: Callable[[Elements], T]) -> list[T]:
        """What was read of the element of that tag."""
        return [self._values.pop(tag)] if tag in self._values else []


def plain_record(xml: bytes, values: MutableMapping[str, Any]) -> PlainRecord | None:
    """A record of which something was emptied; `None` where the grammar does not cover it."""
    return PlainRecord(xml.decode(), values) if _RECORD.Match(xml) else None


@lru_cache(maxsize=1 << 12)
def _attributes(text: str) -> dict[str, str]:
    return {name: unescape(value, _QUOTES) for name, value in _ATTRIBUTE.findall(text)}


_QUOTES = {"&quot;": '"', "&apos;": "'"}
_ATTRIBUTE = re.compile(' ([A-Za-z]+)="([^"]*)"')
_INLINE = re.compile(rf"</?(?:{MARKUP})>")
_LEAVES = (
    *("PMID", "ArticleTitle", "VernacularTitle", "AbstractText", "CopyrightInformation"),
    *("ELocationID", "StartPage", "EndPage", "MedlinePgn", "Language", "Keyword", "ArticleId"),
)
_LEAF = re.compile(
    rf"<({'|'.join(_LEAVES)})"
    rf"(| [^>]*)>([^<]*(?:</?(?:{MARKUP})>[^<]*)*+)</"
)


def _leaf(tag: str, text: str = LINE, **attributes: str) -> str:
    """An element with a text, or with none; its attributes in this order, where it has them."""
    told = "".join(f'(?: {name}="{value}")?' for name, value in attributes.items())
    return f"(?:{element(tag, text, told)}|{empty(tag)})"


def _read(tag: str) -> str:
    return empty(tag, f' {READ}=""')


_NAME, _YN = r"[\w-]+", "[YN]"
_PROSE = marked_up(marked_up(LINE))
_DATE = in_order(*(_leaf(tag) for tag in ("Year", "Month", "Day")))
_PAGES = in_order(*(_leaf(tag) for tag in ("StartPage", "EndPage", "MedlinePgn")))
_GRANT = in_order(*(_leaf(tag) for tag in ("GrantID", "Acronym", "Agency", "Country")))
_CHEMICAL = _leaf("RegistryNumber") + _leaf("NameOfSubstance", UI=_NAME)
_ABSTRACT = some(_leaf("AbstractText", _PROSE, Label=QUOTED, NlmCategory=_NAME)) + in_order(
    _leaf("CopyrightInformation")
)
_ARTICLE = in_order(
    _read("Journal"),
    _leaf("ArticleTitle", _PROSE),
    element("Pagination", _PAGES),
    some(_leaf("ELocationID", EIdType=_NAME, ValidYN=_YN)),
    element("Abstract", _ABSTRACT),
    _read("AuthorList"),
    some(_leaf("Language")),
    _read("DataBankList"),
    element("GrantList", some(element("Grant", _GRANT)), ' CompleteYN="[YN]"'),
    _read("PublicationTypeList"),
    _leaf("VernacularTitle", _PROSE),
    _read("ArticleDate"),
)
_CITATION = in_order(
    _leaf("PMID", "[0-9]+", Version="[0-9]+"),
    element("DateCompleted", _DATE),
    _read("DateRevised"),
    element("Article", _ARTICLE, rf' PubModel="{_NAME}"'),
    _read("MedlineJournalInfo"),
    element("ChemicalList", some(element("Chemical", in_order(_CHEMICAL)))),
    some(_leaf("CitationSubset")),
    _read("CommentsCorrectionsList"),
    _read("MeshHeadingList"),
    _leaf("NumberOfReferences"),
    some(
        element(
            "KeywordList",
            some(_leaf("Keyword", _PROSE, MajorTopicYN=_YN)),
            rf' Owner="{_NAME}"',
        )
    ),
    _leaf("CoiStatement", _PROSE),
)
_DATA = in_order(
    _read("History"),
    _leaf("PublicationStatus"),
    element("ArticleIdList", some(_leaf("ArticleId", IdType=_NAME))),
    _read("ReferenceList"),
)
_STATUS = rf' Status="{_NAME}"(?: IndexingMethod="{_NAME}")? Owner="{_NAME}"'
_RECORD = grammar(
    r"[ \t\n]*"
    + element(
        "PubmedArticle",
        in_order(element("MedlineCitation", _CITATION, _STATUS), element("PubmedData", _DATA)),
    )
)
