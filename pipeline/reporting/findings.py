"""What there is to show of each claim: the shapes into which `evidence.duckdb` is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.records import Direction, Source, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Studies by stance, and the share supporting with its 95 % interval (0 to 1)."""

    counts: Mapping[Stance, int]
    share: float | None
    low: float | None
    high: float | None

    @property
    def n_studies(self) -> int:
        """All studies, the inconclusive ones too."""
        return sum(self.counts.values())

    @property
    def n_conclusive(self) -> int:
        """The studies that the share is of."""
        return self.n_studies - self.counts["inconclusive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """The support in one part of the studies; `name` is the word as a reader would say it."""

    kind: str
    word: str
    name: str
    support: Support


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An eligible article of a study with its tag; `before` and `after` stand around the quote."""

    pmid: int
    title: str
    pubmed_url: str
    stance: Stance
    before: str
    quote: str | None
    after: str
    section: str | None
    rule: str
    confidence: float
    source: Source
    is_spin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A study's vote on a claim, with the reports that it stands on, the deciding one first."""

    study_id: int
    population: str
    stance: Stance
    direction: Direction
    is_merged: bool
    design: str
    is_randomized: bool
    comparator: tuple[str, ...]
    aetiology: tuple[str, ...]
    modality: tuple[str, ...]
    has_sham: bool
    sample_size: int | None
    country: str | None
    year: int | None
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """One step on the way to a claim's certainty, with the figures it rests on."""

    domain: str
    n_levels_lowered: int
    level: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """The answer under another choice of studies."""

    description: str
    support: Support
    certainty: str
    verdict: str
    has_changed_verdict: bool
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Estimates of one outcome on one scale, laid side by side and not pooled."""

    population: str
    outcome: str
    measure: str
    n_studies: int
    median_estimate: float
    min_estimate: float
    max_estimate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim of the article with all that was found on it.

    `people`, `randomized`, `sham`, `animals` and `reviews` never overlap in one sum: the second
    and third are parts of the first. `precision` is the measured precision of the tagger's
    `supports` with its interval, `None` where it was not measured. `n_favours` and `n_against`
    count the studies in people that say which way they lean; `sign_test_p` tests one against the
    other, `None` where they are too few.
    """

    id: str
    name: str
    statement: str
    mechanism: str | None
    verdict: str
    certainty: str
    people: Support
    randomized: Support
    sham: Support
    animals: Support
    reviews: Support
    n_favours: int
    n_against: int
    sign_test_p: float | None
    precision: tuple[float, float, float] | None
    n_checked: int | None
    concerns: tuple[Concern, ...]
    scenarios: tuple[Scenario, ...]
    scales: tuple[Scale, ...]
    strata: tuple[Stratum, ...]
    studies: tuple[Study, ...]

    def strata_of(self, kind: str) -> tuple[Stratum, ...]:
        """The strata of one kind, the largest first."""
        return tuple(stratum for stratum in self.strata if stratum.kind == kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box of the PRISMA flow; it counts records or studies."""

    phase: str
    step: str
    reason: str | None
    n_records: int | None
    n_studies: int | None
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How records came; see the table `runs`."""

    run: int
    kind: str
    corpus: str
    source: str
    note: str | None
    query: str | None
    translation: str | None
    warnings: tuple[str, ...]
    n_found: int | None
    n_retrieved: int | None
    end_date: str | None
    code_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism:
    """A mechanism the article names, and its support among one population's studies."""

    name: str
    statement: str
    population: str
    support: Support


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the last retrieval changed, in a sentence; see the table `changes`."""

    since_run: int
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that the page shows. `names` gives the reader's word for `(field, word)`."""

    title: str
    question: str
    article: str
    disclaimer: str
    claims: tuple[Claim, ...]
    mechanisms: tuple[Mechanism, ...]
    flow: tuple[Box, ...]
    runs: tuple[Run, ...]
    changes: tuple[Change, ...]
    names: Mapping[tuple[str, str], str]

    @property
    def retrieval(self) -> Run:
        """The last run that brought records."""
        return next(run for run in reversed(self.runs) if run.kind != "build")

    @property
    def n_records(self) -> int:
        """The records of the corpus: those that were screened, whichever run brought them."""
        return sum(box.n_records or 0 for box in self.flow if box.step == "screened")

    @property
    def is_sample(self) -> bool:
        """Whether the corpus is the one that comes with the project, no search result."""
        return self.retrieval.source == "digest"

    def name(self, field: str, word: str) -> str:
        """A word of the criteria as a reader would say it."""
        return self.names.get((field, word), word.replace("_", " "))
