"""One record of PubMed XML, journal article or book, as an `Article`.

Element by element as NLM describes them
(https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html).
"""

import re
from collections.abc import Iterable

from lxml import etree

from pipeline.pubmed import elements
from pipeline.pubmed.countries import country_of
from pipeline.pubmed.dates import date_of
from pipeline.pubmed.elements import AuthorPart, Parts
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
    record: etree._Element, authors: Iterable[AuthorPart] | None = None
) -> Article:
    """Read a `PubmedArticle` or a `PubmedBookArticle`; it must have a PMID.

    `authors` is what its list of authors held, where that has been emptied.
    """
    if record.tag == "PubmedBookArticle":
        return _book(record)
    return _journal_article(record, authors)


def _journal_article(record: etree._Element, author_parts: Iterable[AuthorPart] | None) -> Article:
    outer = Parts(record)
    citation = Parts(outer.first("MedlineCitation"))
    article = Parts(citation.first("Article"))
    journal = Parts(article.first("Journal"))
    issue = Parts(journal.first("JournalIssue"))
    info = Parts(citation.first("MedlineJournalInfo"))
    pubmed = Parts(outer.first("PubmedData"))
    pmid = citation.first("PMID")
    title = article.text("ArticleTitle")
    sections = tuple(elements.abstract_sections(article.within("Abstract")))
    author_lists = article.all("AuthorList")
    if author_parts is None or not author_lists:
        author_parts = elements.author_parts(author_lists)
    authors = tuple(elements.authors(author_parts))
    publication_types = elements.texts(article.within("PublicationTypeList"))
    corrections = tuple(elements.corrections(citation.within("CommentsCorrectionsList")))
    publication_date = date_of(issue.first("PubDate"))
    electronic_date = date_of(article.first("ArticleDate"))
    entrez_date = elements.entrez_date(pubmed.within("History"))
    identifiers = {
        **elements.identifiers(article.all("ELocationID"), "EIdType"),
        **elements.identifiers(pubmed.within("ArticleIdList"), "IdType"),
    }
    registered = elements.data_bank_numbers(article.within("DataBankList"))
    return Article(
        pmid=int(pmid.text),
        version=int(pmid.get("Version", "1")),
        title=title,
        vernacular_title=article.text("VernacularTitle"),
        sections=sections,
        other_abstracts=tuple(elements.other_abstracts(citation.all("OtherAbstract"))),
        abstract_copyright=Parts(article.first("Abstract")).text("CopyrightInformation"),
        authors=authors,
        journal=journal.text("Title"),
        journal_abbreviation=journal.text("ISOAbbreviation") or info.text("MedlineTA"),
        issn=journal.text("ISSN") or info.text("ISSNLinking"),
        volume=issue.text("Volume"),
        issue=issue.text("Issue"),
        pages=elements.pages(article.first("Pagination")),
        year=_year(publication_date, electronic_date, entrez_date),
        publication_date=publication_date,
        electronic_date=electronic_date,
        entrez_date=entrez_date,
        revised_date=date_of(citation.first("DateRevised")),
        languages=elements.texts(article.all("Language")),
        country=_country(authors),
        journal_country=info.text("Country"),
        doi=identifiers.get("doi"),
        pmcid=_pmcid(identifiers),
        pii=identifiers.get("pii"),
        publication_types=publication_types,
        mesh_headings=tuple(elements.mesh_headings(citation.within("MeshHeadingList"))),
        keywords=elements.keywords(citation.all("KeywordList")),
        registry_ids=_registry_ids(registered, title, sections),
        corrections=corrections,
        retraction_status=_retraction_status(publication_types, corrections),
    )


def _book(record: etree._Element) -> Article:
    outer = Parts(record)
    document = Parts(outer.first("BookDocument"))
    book = Parts(document.first("Book"))
    pmid = document.first("PMID")
    chapter = document.text("ArticleTitle")
    title = chapter or book.text("BookTitle")
    sections = tuple(elements.abstract_sections(document.within("Abstract")))
    author_lists = document.all("AuthorList") or book.all("AuthorList")
    authors = tuple(elements.authors(elements.author_parts(author_lists)))
    publication_date = date_of(book.first("PubDate"))
    contribution_date = date_of(document.first("ContributionDate"))
    entrez_date = elements.entrez_date(Parts(outer.first("PubmedBookData")).within("History"))
    identifiers = {
        **elements.identifiers(book.all("ELocationID"), "EIdType"),
        **elements.identifiers(document.within("ArticleIdList"), "IdType"),
    }
    return Article(
        pmid=int(pmid.text),
        version=int(pmid.get("Version", "1")),
        title=title,
        vernacular_title=document.text("VernacularTitle"),
        sections=sections,
        abstract_copyright=Parts(document.first("Abstract")).text("CopyrightInformation"),
        authors=authors,
        journal=book.text("BookTitle") if chapter else None,
        volume=book.text("Volume"),
        pages=elements.pages(document.first("Pagination")),
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
        keywords=elements.keywords(document.all("KeywordList")),
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
