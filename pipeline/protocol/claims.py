"""`claims.toml`: what the article claims, and the words that tell of each claim's outcomes."""

from typing import Literal

from pydantic import Field

from pipeline.protocol.toml import Part
from pipeline.records import Stance


class Example(Part):
    """A sentence with the stance that the codebook gives it on this claim."""

    text: str
    stance: Stance | Literal["not_addressed"]


class Outcome(Part):
    """An outcome that bears on a claim: its terms and the direction of change that is good."""

    name: str
    good: Literal["up", "down"]
    terms: tuple[str, ...] = Field(min_length=1)


class Claim(Part):
    """One claim of the article, in our words."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    name: str
    statement: str
    kind: Literal["benefit", "mechanism"] = "benefit"
    mechanism: str | None = None
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    examples: tuple[Example, ...] = ()


class Claims(Part):
    """All claims, in the order in which every table shows them."""

    claims: tuple[Claim, ...] = Field(min_length=1)
