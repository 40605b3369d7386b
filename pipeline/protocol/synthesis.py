"""`synthesis.toml`: which designs vote, the strata, and the thresholds of certainty and verdict."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pipeline.protocol.claims import Claims
from pipeline.protocol.criteria import Criteria
from pipeline.protocol.figures import CertaintyText, Sentence, VerdictText
from pipeline.protocol.toml import Part

Level = Literal["very low", "low", "moderate", "high"]
Share = Annotated[float, Field(ge=0, le=1)]


class Votes(Part):
    """Which designs vote together, each list with the strongest design first."""

    human: tuple[str, ...] = Field(min_length=1)
    animal: tuple[str, ...]
    review: tuple[str, ...]
    never: tuple[str, ...]
    randomized: tuple[str, ...]
    sham_comparators: tuple[str, ...]


class Studies(Part):
    """When articles with no link between them are guessed to report one study."""

    guess_max_years: int = Field(ge=0)
    guess_min_sample_size: int = Field(ge=1)


class Measures(Part):
    """`period_starts` are the first years of all periods but the earliest."""

    sign_test_min_studies: int = Field(ge=1)
    comparable_effects: tuple[str, ...]
    period_starts: tuple[int, ...] = Field(min_length=1)


class Start(Part):
    """Where certainty starts: by whether enough of the studies are randomised."""

    min_share_randomized: Share
    randomized: Level
    otherwise: Level
    sentence: Sentence


class RiskOfBias(Part):
    """Lowered by one level, or two, above these shares of studies without sham control."""

    serious: Share
    very_serious: Share
    sentence: Sentence


class Inconsistency(Part):
    """Lowered when the smaller camp is this large, or sham-controlled studies differ this much."""

    min_minority: Share
    min_sham_gap: Share
    min_sham_studies: int = Field(ge=1)
    sentence: Sentence
    sham_concern: Sentence


class Indirectness(Part):
    """Lowered above this share of studies of other modalities than needles."""

    max_share_not_needling: Share
    sentence: Sentence


class Imprecision(Part):
    """Lowered by one level, or two, below these numbers of studies or of participants."""

    serious_studies: int
    serious_participants: int
    very_serious_studies: int
    very_serious_participants: int
    sentence: Sentence
    concern: Sentence


class PublicationBias(Part):
    """Suspected when nearly all studies support, or nearly all come from one country."""

    min_studies: int
    min_share_supporting: Share
    min_share_country: Share
    sentence: Sentence
    concern: Sentence
    country_concern: Sentence


class Certainty(Part):
    """The domains of GRADE, each with its thresholds and the sentence that gives the figures.

    A `concern` takes the sentence's place where the domain lowers certainty.
    """

    start: Start
    risk_of_bias: RiskOfBias
    inconsistency: Inconsistency
    indirectness: Indirectness
    imprecision: Imprecision
    publication_bias: PublicationBias
    no_studies: Sentence
    without_reasons: CertaintyText
    with_reasons: CertaintyText


class Verdict(Part):
    """A row of the table of verdicts; it applies when all its conditions hold."""

    id: str
    text: VerdictText
    max_studies: int | None = None
    min_share: Share | None = None
    min_share_low: Share | None = None
    max_share_high: Share | None = None
    certainty: tuple[Level, ...] = ()

    @property
    def is_conditional(self) -> bool:
        """Whether there are bodies of studies to which the row does not apply."""
        limits = (self.max_studies, self.min_share, self.min_share_low, self.max_share_high)
        return bool(self.certainty) or any(limit is not None for limit in limits)


class Phrase(Part):
    """How a verdict speaks of a claim: the benefit claimed, and the outcome it is about."""

    benefit: str
    outcome: str


class Scenario(Part):
    """A choice under which the answer is worked out again.

    `max_country_share` leaves out countries with at least `min_country_votes` of which more
    than that share support; `is_corrected` takes out the tagger's measured error.
    """

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    description: str
    is_randomized: bool = False
    has_sham: bool = False
    needling: bool = False
    min_confidence: Share | None = None
    max_country_share: Share | None = None
    min_country_votes: int = 1
    is_corrected: bool = False


class Synthesis(Part):
    """How votes become support. The first verdict that applies is the answer."""

    disclaimer: str = Field(min_length=1)
    votes: Votes
    studies: Studies
    measures: Measures
    certainty: Certainty
    phrases: dict[str, Phrase]
    verdicts: tuple[Verdict, ...] = Field(min_length=1)
    scenarios: tuple[Scenario, ...]

    @model_validator(mode="after")
    def _has_an_answer_for_everything(self) -> Self:
        if self.verdicts[-1].is_conditional:
            raise ValueError("the last of the verdicts must apply to whatever is left")
        for name, parts in (("verdicts", self.verdicts), ("scenarios", self.scenarios)):
            ids = [part.id for part in parts]
            if twice := next((id for id in ids if ids.count(id) > 1), None):
                raise ValueError(f"{name}: the id {twice} stands twice")
        if any(scenario.id == "all" for scenario in self.scenarios):
            raise ValueError("scenarios: `all` is the review itself")
        return self

    def fault(self, claims: Claims, criteria: Criteria) -> str | None:
        """Say what in this file does not fit the claims or the criteria; `None` when all does."""
        benefits = {claim.id for claim in claims.claims if claim.kind == "benefit"}
        if lacking := sorted(benefits - set(self.phrases)):
            return f"phrases: there is none for the claim {lacking[0]}"
        if unknown := sorted(set(self.phrases) - {claim.id for claim in claims.claims}):
            return f"phrases: claims.toml has no claim {unknown[0]}"
        votes = self.votes
        listed = (*votes.human, *votes.animal, *votes.review, *votes.never)
        for design in criteria.designs:
            if listed.count(design.id) != 1:
                return f"votes: the design {design.id} must stand in one list, and once"
        known = {design.id for design in criteria.designs}
        if strange := sorted((set(listed) | set(votes.randomized)) - known):
            return f"votes: criteria.toml has no design {strange[0]}"
        comparators = {comparator.id for comparator in criteria.comparators}
        if strange := sorted(set(votes.sham_comparators) - comparators):
            return f"votes: criteria.toml has no comparator {strange[0]}"
        return None
