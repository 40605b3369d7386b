"""The smaller elements of PubMed XML, each as the value it stands for."""

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from typing import Any, NamedTuple, TypeVar

from lxml import etree

from pipeline.pubmed.dates import date_of
from pipeline.pubmed.markup import plain_text
from pipeline.pubmed.registries import numbers_in_data_bank
from pipeline.records import AbstractSection, Correction, MeshHeading, OtherAbstract

Elements = Iterable[etree._Element]
T = TypeVar("T")

# An attribute that no record of PubMed has: it marks an element that was read and emptied.
READ = "was-read"


class Journal(NamedTuple):
    """What `Journal` tells of a journal and of its issue."""

    title: str | None
    abbreviation: str | None
    issn: str | None
    volume: str | None
    issue: str | None
    publication_date: str | None


class JournalInfo(NamedTuple):
    """What `MedlineJournalInfo` tells of a journal."""

    country: str | None
    abbreviation: str | None
    issn: str | None


class Parts:
    """The children of an element by tag; those of an absent element are none.

    `values` are those of elements that were read and emptied, at whatever depth, by tag; each is
    used up once.
    """

    __slots__ = ("_children", "_first", "_values")

    def __init__(
        self, element: etree._Element | None, values: MutableMapping[str, Any] | None = None
    ) -> None:
        self._values = values
        self._children = () if element is None else element[::-1]
        # from the end, so that the first of several stays
        self._first = {child.tag: child for child in self._children}

    def all(self, tag: str) -> Elements:
        """All children of that tag, in order."""
        if tag not in self._first:
            return ()
        return [child for child in reversed(self._children) if child.tag == tag]

    def first(self, tag: str) -> etree._Element | None:
        """The first child of that tag."""
        return self._first.get(tag)

    def part(self, tag: str) -> "Parts":
        """The parts of the first child of that tag."""
        return Parts(self._first.get(tag), self._values)

    def parts(self, tag: str) -> "list[Parts]":
        """The parts of each child of that tag."""
        return [Parts(child) for child in self.all(tag)]

    def text(self, tag: str) -> str | None:
        """The text of the first child of that tag."""
        found = self._first.get(tag)
        return None if found is None else plain_text(found)

    def value(self, tag: str, read: Callable[[Elements], T]) -> T:
        """What `read` makes of the first child of that tag, or of none."""
        found = self._first.get(tag)
        return read(()) if found is None else self._value(found, read)

    def values(self, tag: str, read: Callable[[Elements], T]) -> list[T]:
        """What `read` makes of each child of that tag."""
        return [self._value(child, read) for child in self.all(tag)]

    def _value(self, child: etree._Element, read: Callable[[Elements], T]) -> T:
        if self._values and child.get(READ) is not None:
            return self._values.pop(child.tag)
        return read(child)


def journal(element: Elements) -> Journal:
    """The journal and the issue."""
    parts = Parts(element)
    issue = parts.part("JournalIssue")
    return Journal(
        title=parts.text("Title"),
        abbreviation=parts.text("ISOAbbreviation"),
        issn=parts.text("ISSN"),
        volume=issue.text("Volume"),
        issue=issue.text("Issue"),
        publication_date=date_of(issue.first("PubDate")),
    )


def journal_info(element: Elements) -> JournalInfo:
    """What NLM's catalogue tells of the journal."""
    parts = Parts(element)
    return JournalInfo(
        country=parts.text("Country"),
        abbreviation=parts.text("MedlineTA"),
        issn=parts.text("ISSNLinking"),
    )


def texts(elements: Elements) -> tuple[str, ...]:
    """The texts of the elements that have one."""
    return tuple(filter(None, map(plain_text, elements)))


def identifiers(elements: Elements, kind: str) -> dict[str, str]:
    """The first identifier of each kind (an attribute), without those NLM has marked as wrong."""
    found: dict[str, str] = {}
    for element in elements:
        if (text := plain_text(element)) and element.get("ValidYN") != "N":
            found.setdefault(element.get(kind, "pubmed"), text)
    return found


def abstract_sections(elements: Elements) -> Iterator[AbstractSection]:
    """The `AbstractText` elements that have a text."""
    for element in elements:
        if text := plain_text(element):
            label = " ".join(element.get("Label", "").split())
            yield AbstractSection(
                label=label or None, category=element.get("NlmCategory"), text=text
            )


def other_abstracts(elements: Elements) -> Iterator[OtherAbstract]:
    """Abstracts in other languages or from others than the journal."""
    for element in elements:
        sections = abstract_sections(Parts(element).all("AbstractText"))
        if text := "\n".join(section.text for section in sections):
            yield OtherAbstract(
                type=element.get("Type"), language=element.get("Language", "eng"), text=text
            )


def corrections(elements: Elements) -> tuple[Correction, ...]:
    """Links to corrections, comments, retractions and updates."""
    return tuple(map(_correction, elements))


def _correction(element: etree._Element) -> Correction:
    parts = Parts(element)
    pmid = parts.text("PMID") or ""
    return Correction(
        ref_type=element.get("RefType", ""),
        ref_source=parts.text("RefSource"),
        ref_pmid=int(pmid) if pmid.isdecimal() else None,
        note=parts.text("Note"),
    )


def mesh_headings(elements: Elements) -> tuple[MeshHeading, ...]:
    """MeSH descriptors with their qualifiers."""
    return tuple(map(mesh_heading, elements))


def mesh_heading(element: Elements) -> MeshHeading:
    """A MeSH descriptor with its qualifiers."""
    descriptor, *qualifiers = element
    return MeshHeading(
        descriptor=plain_text(descriptor) or "",
        ui=descriptor.get("UI") or None,
        is_major=descriptor.get("MajorTopicYN") == "Y",
        qualifiers=texts(qualifiers),
        major_qualifiers=texts(q for q in qualifiers if q.get("MajorTopicYN") == "Y"),
    )


def keywords(lists: Iterable[Parts]) -> tuple[str, ...]:
    """The keywords of all lists, each once."""
    return tuple(dict.fromkeys(texts(keyword for one in lists for keyword in one.all("Keyword"))))


def data_bank_numbers(data_banks: Elements) -> tuple[str, ...]:
    """The registration numbers among the accession numbers of `DataBankList`."""
    return tuple(
        number
        for bank in map(Parts, data_banks)
        for accession in texts(bank.part("AccessionNumberList").all("AccessionNumber"))
        for number in numbers_in_data_bank(bank.text("DataBankName") or "", accession)
    )


def pages(parts: Parts) -> str | None:
    """`187-94`; from the first and last page where that is all there is."""
    ends = filter(None, (parts.text("StartPage"), parts.text("EndPage")))
    return parts.text("MedlinePgn") or "-".join(ends) or None


def entrez_date(history: Elements) -> str | None:
    """The day on which PubMed took the record in."""
    dates = {date.get("PubStatus"): date for date in history}
    return date_of(dates.get("entrez", dates.get("pubmed")))
