"""The smaller elements of PubMed XML, each as the value it stands for."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from pipeline.pubmed.dates import date_of
from pipeline.pubmed.markup import plain_text
from pipeline.pubmed.registries import numbers_in_data_bank
from pipeline.records import AbstractSection, Author, Correction, MeshHeading, OtherAbstract

Elements = Iterable[etree._Element]


class Parts:
    """The children of an element by tag; those of an absent element are none."""

    __slots__ = ("_children",)

    def __init__(self, element: etree._Element | None) -> None:
        self._children: dict[str, list[etree._Element]] = {}
        if element is not None:
            for child in element:
                self._children.setdefault(child.tag, []).append(child)

    def all(self, tag: str) -> list[etree._Element]:
        """All children of that tag, in order."""
        return self._children.get(tag, [])

    def first(self, tag: str) -> etree._Element | None:
        """The first child of that tag."""
        found = self._children.get(tag)
        return found[0] if found else None

    def within(self, tag: str) -> Elements:
        """The children of the first child of that tag."""
        found = self._children.get(tag)
        return found[0] if found else ()

    def text(self, tag: str) -> str | None:
        """The text of the first child of that tag."""
        found = self._children.get(tag)
        return plain_text(found[0]) if found else None


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


def authors(lists: Iterable[Elements]) -> Iterator[Author]:
    """The authors, without the spellings that NLM has marked as wrong."""
    return (_author(author) for one in lists for author in one if author.get("ValidYN") != "N")


def _author(author: etree._Element) -> Author:
    names: dict[str, str | None] = {}
    affiliations: list[str | None] = []
    orcid = None
    for part in author:
        tag = part.tag
        if tag == "AffiliationInfo":
            affiliations += (plain_text(one) for one in part if one.tag == "Affiliation")
        elif tag != "Identifier":
            names[tag] = plain_text(part)
        elif part.get("Source") == "ORCID":
            orcid = _orcid(part.text or "")
    return Author(
        last_name=names.get("LastName"),
        fore_name=names.get("ForeName"),
        initials=names.get("Initials"),
        collective_name=names.get("CollectiveName"),
        orcid=orcid,
        affiliations=tuple(filter(None, affiliations)),
    )


def _orcid(text: str) -> str | None:
    """`https://orcid.org/0000000212345678` as `0000-0002-1234-5678`."""
    found = re.search(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])\s*$", text)
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
