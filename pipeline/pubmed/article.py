"""One record of PubMed XML, journal article or book, as an `Article`.

Element by element as NLM describes them
(https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html).
"""

import re
from collections.abc import Iterable, MutableMapping
from itertools import chain
from typing import Any

from lxml import etree

from pipeline.pubmed import elements
from pipeline.pubmed.authors import authors_of
from pipeline.pubmed.countries import country_of
from pipeline.pubmed.dates import date_of
from pipeline.pubmed.elements import Parts
from pipeline.pubmed.plain import PlainRecord
from pipeline.pubmed.registries import numbers_in_text
from pipeline.records import AbstractSection, Article, Author, Correction, RetractionStatus

# What a record is, by its publication types and its links to others: the first that applies.
_RETRACTION: tuple[tuple[RetractionStatus, frozenset[str]], ...] = (
    ("retracted", frozenset({"Retracted Publication", "RetractionIn"})),
    ("retracted", frozenset({"RetractedandRepublishedIn"})),
    ("retraction_notice", frozenset({"Retraction of Publication", "Retraction Notice"})),
    ("retraction_notice", frozenset({"RetractionOf"})),
    ("erratum_notice", frozenset({"Expression of Concern", "ExpressionOfConcernFor"})),
    ("erratum_notice", frozenset({"Published Erratum", "ErratumFor"})),
    ("concern", frozenset({"ExpressionOfConcernIn"})),
)


def article_from_xml(
    record: etree._Element, values: MutableMapping[str, Any] | None = None
) -> Article:
    """Read a `PubmedArticle` or a `PubmedBookArticle`; it must have a PMID.

    `values` are those of its elements that were read and emptied, by tag. They are used up; one
    that is left did not stand where it is looked for.
    """
    if record.tag == "PubmedBookArticle":
        return _book(Parts(record))
    return journal_article(Parts(record, values))


def journal_article(record: Parts | PlainRecord) -> Article:
    """The article of a `PubmedArticle`'s parts; it must have a PMID."""
    citation = record.part("MedlineCitation")
    article = citation.part("Article")
    abstract = article.part("Abstract")
    journal = article.value("Journal", elements.journal)
    info = citation.value("MedlineJournalInfo", elements.journal_info)
    pubmed = record.part("PubmedData")
    pmid = citation.first("PMID")
    title = article.text("ArticleTitle")
    sections = tuple(elements.abstract_sections(abstract.all("AbstractText")))
    authors = tuple(chain.from_iterable(article.values("AuthorList", authors_of)))
    publication_types = article.value("PublicationTypeList", elements.texts)
    corrections = citation.value("CommentsCorrectionsList", elements.corrections)
    electronic_date = article.value("ArticleDate", date_of)
    entrez_date = pubmed.value("History", elements.entrez_date)
    identifiers = {
        **elements.identifiers(article.all("ELocationID"), "EIdType"),
        **elements.identifiers(pubmed.part("ArticleIdList").all("ArticleId"), "IdType"),
    }
    registered = article.value("DataBankList", elements.data_bank_numbers)
    return Article(
        pmid=int(pmid.text),
        version=int(pmid.get("Version", "1")),
        title=title,
        vernacular_title=article.text("VernacularTitle"),
        sections=sections,
        other_abstracts=tuple(elements.other_abstracts(citation.all("OtherAbstract"))),
        abstract_copyright=abstract.text("CopyrightInformation"),
        authors=authors,
        journal=journal.title,
        journal_abbreviation=journal.abbreviation or info.abbreviation,
        issn=journal.issn or info.issn,
        volume=journal.volume,
        issue=journal.issue,
        pages=elements.pages(article.part("Pagination")),
        year=_year(journal.publication_date, electronic_date, entrez_date),
        publication_date=journal.publication_date,
        electronic_date=electronic_date,
        entrez_date=entrez_date,
        revised_date=citation.value("DateRevised", date_of),
        languages=elements.texts(article.all("Language")),
        country=_country(authors),
        journal_country=info.country,
        doi=identifiers.get("doi"),
        pmcid=_pmcid(identifiers),
        pii=identifiers.get("pii"),
        publication_types=publication_types,
        mesh_headings=citation.value("MeshHeadingList", elements.mesh_headings),
        keywords=elements.keywords(citation.parts("KeywordList")),
        registry_ids=_registry_ids(registered, title, sections),
        corrections=corrections,
        retraction_status=_retraction_status(publication_types, corrections),
    )


def _book(record: Parts) -> Article:
    document = record.part("BookDocument")
    book = document.part("Book")
    abstract = document.part("Abstract")
    pmid = document.first("PMID")
    chapter = document.text("ArticleTitle")
    title = chapter or book.text("BookTitle")
    sections = tuple(elements.abstract_sections(abstract.all("AbstractText")))
    author_lists = document.all("AuthorList") or book.all("AuthorList")
    authors = tuple(chain.from_iterable(map(authors_of, author_lists)))
    publication_date = date_of(book.first("PubDate"))
    contribution_date = date_of(document.first("ContributionDate"))
    entrez_date = record.part("PubmedBookData").value("History", elements.entrez_date)
    identifiers = {
        **elements.identifiers(book.all("ELocationID"), "EIdType"),
        **elements.identifiers(document.part("ArticleIdList").all("ArticleId"), "IdType"),
    }
    return Article(
        pmid=int(pmid.text),
        version=int(pmid.get("Version", "1")),
        title=title,
        vernacular_title=document.text("VernacularTitle"),
        sections=sections,
        abstract_copyright=abstract.text("CopyrightInformation"),
        authors=authors,
        journal=book.text("BookTitle") if chapter else None,
        volume=book.text("Volume"),
        pages=elements.pages(document.part("Pagination")),
        year=_year(publication_date, contribution_date, entrez_date),
        publication_date=publication_date,
        electronic_date=contribution_date,
        entrez_date=entrez_date,
        revised_date=date_of(document.first("DateRevised")),
        languages=elements.texts(document.all("Language")),
        country=_country(authors),
        doi=identifiers.get("doi"),
        pmcid=_pmcid(identifiers),
        pii=identifiers.get("pii"),
        publication_types=elements.texts(document.all("PublicationType")),
        keywords=elements.keywords(document.parts("KeywordList")),
        registry_ids=_registry_ids((), title, sections),
        is_book=True,
    )


def _country(authors: tuple[Author, ...]) -> str | None:
    affiliations = authors[0].affiliations if authors else ()
    return next(filter(None, map(country_of, affiliations)), None)


def _year(*dates: str | None) -> int | None:
    return next((int(date[:4]) for date in dates if date), None)


def _pmcid(identifiers: dict[str, str]) -> str | None:
    text = identifiers.get("pmc") or identifiers.get("pmcid")
    found = re.search(r"PMC\d+", text) if text else None
    return found[0] if found else None


def _registry_ids(
    registered: Iterable[str], title: str | None, sections: tuple[AbstractSection, ...]
) -> tuple[str, ...]:
    text = "\n".join((title or "", *(section.text for section in sections)))
    return tuple(dict.fromkeys((*registered, *numbers_in_text(text))))


def _retraction_status(
    publication_types: tuple[str, ...], corrections: tuple[Correction, ...]
) -> RetractionStatus | None:
    marks = {*publication_types, *(correction.ref_type for correction in corrections)}
    return next((status for status, signs in _RETRACTION if marks & signs), None)
