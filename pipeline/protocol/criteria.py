"""`criteria.toml`: who is in, who is out and why; the words of modality, aetiology and design."""

from pydantic import Field

from pipeline.protocol.toml import Part


class Modality(Part):
    """A kind of intervention; `needling` where it pierces the skin."""

    id: str
    name: str
    needling: bool = False
    terms: tuple[str, ...] = Field(min_length=1)


class Aetiology(Part):
    """A cause of the condition."""

    id: str
    name: str
    terms: tuple[str, ...] = Field(min_length=1)


class Design(Part):
    """A kind of article."""

    id: str
    name: str


class Rule(Part):
    """An exclusion rule; the first that applies, in the file's order, is an article's reason."""

    id: str
    sentence: str


class Criteria(Part):
    """Eligibility."""

    modalities: tuple[Modality, ...]
    aetiologies: tuple[Aetiology, ...]
    designs: tuple[Design, ...]
    rules: tuple[Rule, ...]
