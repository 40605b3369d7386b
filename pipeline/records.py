"""The frozen types that stages pass on, and their reading and writing as JSON lines.

Absent is `None`, many is a tuple. Every date is ISO 8601 text, as precise as PubMed gives it
(`2021`, `2021-03`, `2021-03-09`).
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, TypeVar, get_args

from msgspec import DecodeError, Struct, json

from pipeline.errors import RecordError
from pipeline.files import whole

Stance = Literal["supports", "mixed", "no_benefit", "worse", "inconclusive"]
STANCES: tuple[Stance, ...] = get_args(Stance)
Direction = Literal["favours", "against", "unstated"]
Source = Literal["tagger", "override"]
RetractionStatus = Literal["retracted", "retraction_notice", "concern", "erratum_notice"]


class Record(Struct, frozen=True, omit_defaults=True):
    """What cannot be changed once it is made."""


class AbstractSection(Record, kw_only=True):
    """One `<AbstractText>`: its label as printed, NLM's category for it, its text."""

    label: str | None = None
    category: str | None = None
    text: str


class OtherAbstract(Record, kw_only=True):
    """An abstract in another language or from another publisher (`<OtherAbstract>`)."""

    type: str | None = None
    language: str | None = None
    text: str


class Author(Record, kw_only=True):
    """A person, or a group where only `collective_name` is given."""

    last_name: str | None = None
    fore_name: str | None = None
    initials: str | None = None
    collective_name: str | None = None
    orcid: str | None = None
    affiliations: tuple[str, ...] = ()


class MeshHeading(Record, kw_only=True):
    """A MeSH descriptor with its qualifiers; major topics carry `is_major`."""

    descriptor: str
    ui: str | None = None
    is_major: bool = False
    qualifiers: tuple[str, ...] = ()
    major_qualifiers: tuple[str, ...] = ()


class Correction(Record, kw_only=True):
    """One `<CommentsCorrections>`: `ref_type` as PubMed names it (`RetractionIn`, `UpdateOf` …)."""

    ref_type: str
    ref_source: str | None = None
    ref_pmid: int | None = None
    note: str | None = None


class Article(Record, kw_only=True):
    """A PubMed record, complete as far as the review needs it.

    `publication_date` is that of the journal issue, `entrez_date` the day on which PubMed took the
    record in, `revised_date` the day of its last change. `country` is read from the first
    author's affiliation. `is_deleted` marks a record that PubMed has since withdrawn.
    `abstract_copyright` is what stands below the abstract: its owner, or that it is re-told.
    An `erratum_notice` is any notice about another article but its retraction.
    """

    pmid: int
    version: int = 1
    title: str | None = None
    vernacular_title: str | None = None
    sections: tuple[AbstractSection, ...] = ()
    other_abstracts: tuple[OtherAbstract, ...] = ()
    abstract_copyright: str | None = None
    authors: tuple[Author, ...] = ()
    journal: str | None = None
    journal_abbreviation: str | None = None
    issn: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    year: int | None = None
    publication_date: str | None = None
    electronic_date: str | None = None
    entrez_date: str | None = None
    revised_date: str | None = None
    languages: tuple[str, ...] = ()
    country: str | None = None
    journal_country: str | None = None
    doi: str | None = None
    pmcid: str | None = None
    pii: str | None = None
    publication_types: tuple[str, ...] = ()
    mesh_headings: tuple[MeshHeading, ...] = ()
    keywords: tuple[str, ...] = ()
    registry_ids: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    retraction_status: RetractionStatus | None = None
    is_book: bool = False
    is_deleted: bool = False

    @property
    def abstract(self) -> str | None:
        """The section texts, one a line; quotes are counted in characters of this text."""
        return "\n".join(section.text for section in self.sections) or None

    @property
    def mesh_terms(self) -> tuple[str, ...]:
        """The MeSH descriptors, in PubMed's order."""
        return tuple(heading.descriptor for heading in self.mesh_headings)


class Decision(Record, kw_only=True):
    """The screen's answer for one article.

    `reason` is the id of the exclusion rule in `criteria.toml`, `None` where `is_eligible`.
    `design`, `modality`, `aetiology` and `comparator` are words of the codebook.
    """

    pmid: int
    is_eligible: bool
    reason: str | None = None
    design: str
    species: Literal["human", "animal", "cell"] | None = None
    modality: tuple[str, ...] = ()
    aetiology: tuple[str, ...] = ()
    comparator: tuple[str, ...] = ()
    needling: bool = False
    sample_size: int | None = None
    n_studies: int | None = None
    source: Source = "tagger"


class Effect(Record, kw_only=True):
    """A comparison in figures, tied to the claim's outcome; `quote` is the clause that gives it.

    `outcome` is the name that the protocol gives to what was measured.
    """

    measure: str
    outcome: str | None = None
    estimate: float
    ci_low: float | None = None
    ci_high: float | None = None
    p_value: float | None = None
    comparison: str | None = None
    quote: str


class Tag(Record, kw_only=True):
    """The stance of one article on one claim; `abstract[quote_start:quote_end] == quote`.

    `section` is the label of the section that holds the quote; `rule` names the entry of the
    generated codebook that decided; `is_spin` marks a conclusion rosier than the results.
    An override may stand on no sentence: then quote, offsets and section are `None`.
    """

    pmid: int
    claim_id: str
    stance: Stance
    direction: Direction = "unstated"
    confidence: float
    quote: str | None = None
    quote_start: int | None = None
    quote_end: int | None = None
    section: str | None = None
    rule: str
    source: Source = "tagger"
    is_spin: bool = False
    effects: tuple[Effect, ...] = ()


R = TypeVar("R", Article, Decision, Tag)


def write_records(path: Path, records: Iterable[R]) -> int:
    """Write one JSON object a line, absent fields left out; return how many."""
    n = 0
    with whole(path) as beside, beside.open("wb") as file:
        for record in records:
            file.write(json.encode(record) + b"\n")
            n += 1
    return n


def read_records(path: Path, record_type: type[R]) -> Iterator[R]:
    """Give the records of a JSON-lines file in order; a bad line raises `RecordError`."""
    decode = json.Decoder(record_type).decode
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise RecordError(path, "there is no such file", do="build it with `make`") from None
    with file:
        for number, line in enumerate(file, start=1):
            try:
                yield decode(line)
            except (DecodeError, UnicodeDecodeError) as error:
                raise RecordError(
                    f"{path}:{number}",
                    str(error),
                    right=f"one {record_type.__name__} a line, as JSON",
                    do="delete the file and run `make`",
                ) from None
