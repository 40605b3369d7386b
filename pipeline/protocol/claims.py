"""`claims.toml`: what the article claims, and the words that tell of each claim's outcomes."""

from typing import Literal

from pydantic import Field, model_validator

from pipeline.protocol.toml import Part
from pipeline.records import Stance


class Example(Part):
    """A sentence with the stance that the codebook gives it on this claim.

    `title` is that of the record where the sentence needs it to be understood.
    """

    text: str
    stance: Stance | Literal["not_addressed"]
    title: str = ""


class Outcome(Part):
    """An outcome that bears on a claim: its terms and the direction of change that is good.

    `reads` tells how a term is to be read: a `measure` is a quantity ('pain intensity'); a
    `scale` is a measure only where nothing beside it says of what ('VAS', not 'fatigue VAS'); an
    `effect` states the good result by itself ('analgesia'); a `complaint` names the illness as
    well and counts only where a change word governs it ('relieved the neuralgia'); `involved`
    names what takes part in the effect ('opioid receptors'), where an antagonist's success counts
    for the claim. Where `context` is given the outcome counts only in records that hold one of
    its terms, where `unless` is given not in records that hold one of its.
    """

    name: str
    good: Literal["up", "down"]
    reads: Literal["measure", "scale", "effect", "complaint", "involved"] = "measure"
    terms: tuple[str, ...] = Field(min_length=1)
    context: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    only_good: bool = False


class Claim(Part):
    """One claim of the article, in our words."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    name: str
    statement: str
    kind: Literal["benefit", "mechanism"] = "benefit"
    mechanism: str | None = None
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    examples: tuple[Example, ...] = ()


class Arms(Part):
    """The names of a trial's arms: the intervention under review, its shams, other treatments.

    Sham, placebo, waiting list and the like need no mention under `inert`: the language knows them.
    `insults` are the toxins, injuries and illnesses that an experiment sets its animals.
    """

    intervention: tuple[str, ...] = Field(min_length=1)
    inert: tuple[str, ...] = ()
    active: tuple[str, ...] = ()
    insults: tuple[str, ...] = ()


class Claims(Part):
    """All claims, in the order in which every table shows them.

    `not_outcomes` are phrases in which an outcome's word names no outcome ('pain clinic').
    """

    arms: Arms
    not_outcomes: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_differ(self) -> "Claims":
        ids = [claim.id for claim in self.claims]
        repeated = sorted({claim_id for claim_id in ids if ids.count(claim_id) > 1})
        if repeated:
            raise ValueError(f"two claims have the id {repeated[0]}")
        return self
