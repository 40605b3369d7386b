"""The fields of a MEDLINE record that come several times, as the lists of PubMed XML.

Each gives no element, or the one that holds the list.
"""

import re
from collections.abc import Iterable

from Bio import Medline
from lxml import etree
from lxml.builder import E

_LABEL = re.compile(
    r"(?:^|(?<=[.?!)\]\"”’%;:,] ))(?P<label>[A-Z][A-Z0-9 ,/&()'’\-]{1,80}[A-Z)]) ?: (?=\S)"
)
_LINKS = {
    "CIN": "CommentIn",
    "CON": "CommentOn",
    "EIN": "ErratumIn",
    "EFR": "ErratumFor",
    "ECI": "ExpressionOfConcernIn",
    "ECF": "ExpressionOfConcernFor",
    "CRI": "CorrectedandRepublishedIn",
    "CRF": "CorrectedandRepublishedFrom",
    "RPI": "RepublishedIn",
    "RPF": "RepublishedFrom",
    "RIN": "RetractionIn",
    "ROF": "RetractionOf",
    "RRI": "RetractedandRepublishedIn",
    "RRF": "RetractedandRepublishedFrom",
    "UIN": "UpdateIn",
    "UOF": "UpdateOf",
    "SPIN": "SummaryForPatientsIn",
    "ORI": "OriginalReportIn",
}


def optional(tag: str, text: str | None) -> list[etree._Element]:
    """The element, where there is a text for it."""
    return [E(tag, text)] if text else []


def abstract(record: Medline.Record) -> list[etree._Element]:
    """The abstract in its sections, and its copyright."""
    sections = [
        E.AbstractText(text, {"Label": label} if label else {})
        for label, text in split_sections(record.get("AB", ""))
    ]
    notice = optional("CopyrightInformation", " ".join(record.get("CI", ())))
    return [E.Abstract(*sections, *notice)] if sections else []


def split_sections(abstract: str) -> list[tuple[str | None, str]]:
    """`AIM: To see. RESULTS: Seen.` as labels and texts; without a label where it starts with none.

    MEDLINE format does not mark a label. One is taken to be words in capitals and a colon, at the
    start or after the end of a sentence, in an abstract that begins with one.
    """
    found = list(_LABEL.finditer(abstract))
    if not found or found[0].start():
        return [(None, abstract)] if abstract else []
    ends = [*(label.start() for label in found[1:]), len(abstract)]
    return [
        (label["label"], abstract[label.end() : end].strip())
        for label, end in zip(found, ends, strict=True)
    ]


def author_list(fields: list[str]) -> list[etree._Element]:
    """The authors, each with the affiliations that follow the name.

    The order of the fields tells whose an affiliation is; Bio.Medline keeps no order.
    """
    authors: list[etree._Element] = []
    for field in fields:
        tag, text = field[:4].strip(), field[6:].strip()
        match tag:
            case "FAU":
                last, _, fore = text.partition(", ")
                authors.append(E.Author(E.LastName(last), *optional("ForeName", fore)))
            case "AU" if authors and text.startswith(f"{authors[-1].findtext('LastName')} "):
                authors[-1].append(E.Initials(text.rpartition(" ")[2]))
            case "AU":
                last, _, initials = text.rpartition(" ")
                authors.append(E.Author(E.LastName(last), E.Initials(initials)))
            case "CN":
                authors.append(E.Author(E.CollectiveName(text)))
            case "AUID" if authors and text.startswith("ORCID:"):
                authors[-1].append(E.Identifier(text[6:].strip(), Source="ORCID"))
            case "AD" if authors:
                authors[-1].append(E.AffiliationInfo(E.Affiliation(text)))
    return [E.AuthorList(*authors)] if authors else []


def data_banks(sources: Iterable[str]) -> list[etree._Element]:
    """`ClinicalTrials.gov/NCT01234567`."""
    banks = [
        E.DataBank(E.DataBankName(name), E.AccessionNumberList(E.AccessionNumber(number)))
        for name, _, number in (source.partition("/") for source in sources)
    ]
    return [E.DataBankList(*banks)] if banks else []


def links(record: Medline.Record) -> list[etree._Element]:
    """`J Foo. 2018;1:2. PMID: 12345678`: the fields of corrections and comments."""
    links = []
    for tag, kind in _LINKS.items():
        for text in record.get(tag, ()):
            source, _, pmid = text.partition("PMID:")
            number = re.match(r"\s*(\d+)", pmid)
            reference = [E.PMID(number[1], Version="1")] if number else []
            links.append(
                E.CommentsCorrections(E.RefSource(source.strip()), *reference, RefType=kind)
            )
    return [E.CommentsCorrectionsList(*links)] if links else []


def mesh(headings: Iterable[str]) -> list[etree._Element]:
    """`Pain/*drug therapy`: a star marks the major topic."""
    elements = []
    for heading in headings:
        names = heading.split("/")
        tags = ["DescriptorName", *["QualifierName"] * (len(names) - 1)]
        parts = [
            E(tag, name.lstrip("*"), UI="", MajorTopicYN="NY"[name.startswith("*")])
            for tag, name in zip(tags, names, strict=True)
        ]
        elements.append(E.MeshHeading(*parts))
    return [E.MeshHeadingList(*elements)] if elements else []


def other_abstracts(record: Medline.Record) -> list[etree._Element]:
    """Abstracts of others than the journal, or in other languages."""
    languages = record.get("OABL", [])
    return [
        E.OtherAbstract(
            E.AbstractText(text.partition(": ")[2] if text.startswith("Publisher: ") else text),
            Type="Publisher",
            Language=languages[number] if number < len(languages) else "eng",
        )
        for number, text in enumerate(record.get("OAB", ()))
    ]


def keywords(keywords: Iterable[str]) -> list[etree._Element]:
    """Authors' keywords; a star marks a major one."""
    elements = [
        E.Keyword(keyword.lstrip("*"), MajorTopicYN="NY"[keyword.startswith("*")])
        for keyword in keywords
    ]
    return [E.KeywordList(*elements, Owner="NOTNLM")] if elements else []
