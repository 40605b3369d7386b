"""The smaller elements of PubMed XML, each as the value it stands for."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from pipeline.pubmed.dates import date_of
from pipeline.pubmed.markup import plain_text
from pipeline.pubmed.registries import numbers_in_data_bank
from pipeline.records import AbstractSection, Author, Correction, MeshHeading, OtherAbstract

Elements = Iterable[etree._Element]
# An element of a list of authors: its tag, `ValidYN` or `Source` if it has it, its plain text.
AuthorPart = tuple[str, str | None, str]

# What tells of an author, and the field of its text.
_OF_AUTHORS = {
    "Author": None,
    "LastName": "last_name",
    "ForeName": "fore_name",
    "Initials": "initials",
    "CollectiveName": "collective_name",
    "Identifier": "orcid",
    "Affiliation": "affiliations",
}
_ORCID = re.compile(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])\s*$")


class Parts:
    """The children of an element by tag; those of an absent element are none."""

    __slots__ = ("_children", "_first")

    def __init__(self, element: etree._Element | None) -> None:
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

    def within(self, tag: str) -> Elements:
        """The children of the first child of that tag."""
        return self._first.get(tag, ())

    def text(self, tag: str) -> str | None:
        """The text of the first child of that tag."""
        found = self._first.get(tag)
        return None if found is None else plain_text(found)


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


def abstract_sections(abstract: Elements) -> Iterator[AbstractSection]:
    """The `AbstractText` elements that have a text."""
    for element in abstract:
        if element.tag == "AbstractText" and (text := plain_text(element)):
            label = " ".join(element.get("Label", "").split())
            yield AbstractSection(
                label=label or None, category=element.get("NlmCategory"), text=text
            )


def other_abstracts(elements: Elements) -> Iterator[OtherAbstract]:
    """Abstracts in other languages or from others than the journal."""
    for element in elements:
        if text := "\n".join(section.text for section in abstract_sections(element)):
            yield OtherAbstract(
                type=element.get("Type"), language=element.get("Language", "eng"), text=text
            )


def author_parts(lists: Iterable[etree._Element]) -> Iterator[AuthorPart]:
    """What lists of authors hold, one element after the other."""
    for part in (part for one in lists for part in one.iter(*_OF_AUTHORS)):
        if part.tag == "Author":
            yield "Author", part.get("ValidYN"), ""
        else:
            yield part.tag, part.get("Source"), plain_text(part) or ""


def authors(parts: Iterable[AuthorPart]) -> Iterator[Author]:
    """The authors, without the spellings that NLM has marked as wrong."""
    people: list[tuple[dict[str, str | None], list[str]]] = []
    for tag, mark, text in parts:
        if tag == "Author":
            names: dict[str, str | None] = {}
            affiliations: list[str] = []
            if mark != "N":
                people.append((names, affiliations))
        elif tag == "Affiliation":
            if text:
                affiliations.append(text)
        elif tag != "Identifier":
            names[_OF_AUTHORS[tag]] = text or None
        elif mark == "ORCID":  # of the author, though some journals put it elsewhere
            names["orcid"] = names.get("orcid") or _orcid(text)
    return (Author(**names, affiliations=tuple(places)) for names, places in people)


def _orcid(text: str) -> str | None:
    """`https://orcid.org/0000000212345678` as `0000-0002-1234-5678`."""
    found = _ORCID.search(text)
    return "-".join(found.groups()).upper() if found else None


def corrections(elements: Elements) -> Iterator[Correction]:
    """Links to corrections, comments, retractions and updates."""
    for element in elements:
        parts = Parts(element)
        pmid = parts.text("PMID") or ""
        yield Correction(
            ref_type=element.get("RefType", ""),
            ref_source=parts.text("RefSource"),
            ref_pmid=int(pmid) if pmid.isdecimal() else None,
            note=parts.text("Note"),
        )


def mesh_headings(elements: Elements) -> Iterator[MeshHeading]:
    """MeSH descriptors with their qualifiers."""
    for descriptor, *qualifiers in elements:
        yield MeshHeading(
            descriptor=plain_text(descriptor) or "",
            ui=descriptor.get("UI") or None,
            is_major=descriptor.get("MajorTopicYN") == "Y",
            qualifiers=texts(qualifiers),
            major_qualifiers=texts(q for q in qualifiers if q.get("MajorTopicYN") == "Y"),
        )


def keywords(lists: Iterable[Elements]) -> tuple[str, ...]:
    """The keywords of all lists, each once."""
    return tuple(dict.fromkeys(texts(keyword for one in lists for keyword in one)))


def data_bank_numbers(data_banks: Elements) -> Iterator[str]:
    """The registration numbers among the accession numbers of `DataBankList`."""
    for bank in map(Parts, data_banks):
        name = bank.text("DataBankName") or ""
        for accession in texts(bank.within("AccessionNumberList")):
            yield from numbers_in_data_bank(name, accession)


def pages(pagination: etree._Element | None) -> str | None:
    """`187-94`; from the first and last page where that is all there is."""
    parts = Parts(pagination)
    ends = filter(None, (parts.text("StartPage"), parts.text("EndPage")))
    return parts.text("MedlinePgn") or "-".join(ends) or None


def entrez_date(history: Elements) -> str | None:
    """The day on which PubMed took the record in."""
    dates = {date.get("PubStatus"): date for date in history}
    return date_of(dates.get("entrez", dates.get("pubmed")))
