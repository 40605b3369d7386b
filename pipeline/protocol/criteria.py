"""`criteria.toml`: who is in, who is out and why; the words by which an article shows it.

Terms are written as `pipeline.language.vocabulary` tells. All lists are looked for in one pass and
the longest term at a place is taken, so that a term that contains another keeps it from counting.
"""

from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from pipeline.protocol.toml import Part

Species = Literal["human", "animal", "cell"]
SPECIES: tuple[Species, ...] = get_args(Species)


class Category(Part):
    """A kind of intervention or of condition, and the words that show it.

    `terms` name it. `loose` terms name it only where no `terms` of any category are found, and do
    not hold against the terms of an `other_condition` rule. `cues` tell it apart where a loose
    term is all there is ('diabetes' beside 'neuropathy'). `mesh` are headings of PubMed.
    """

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    name: str
    terms: tuple[str, ...] = Field(min_length=1)
    loose: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    mesh: tuple[str, ...] = ()


class Modality(Category):
    """A kind of intervention; `needling` where it pierces the skin."""

    needling: bool = False


class Aetiology(Category):
    """A cause of the condition."""


class Design(Part):
    """A kind of article."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    name: str


class Sign(Part):
    """A sign of a design: it holds when every list that is given has a member in the article.

    `title` and `abstract` are terms; the first sign that holds, in the file's order, decides.
    """

    design: str
    title: tuple[str, ...] = ()
    abstract: tuple[str, ...] = ()
    publication_types: tuple[str, ...] = ()
    species: tuple[Species, ...] = ()


class Living(Part):
    """The words that show whom or what a study was done in."""

    id: Species
    terms: tuple[str, ...] = Field(min_length=1)
    mesh: tuple[str, ...] = ()


class Comparator(Part):
    """What the intervention is compared with: shown by `terms`, implied by `designs`."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    name: str
    terms: tuple[str, ...] = ()
    designs: tuple[str, ...] = ()


class Counting(Part):
    """The words around a sample size.

    Designs in `pooling` count studies and the people in them; those in `single` describe one
    patient where no number is told. `studies` are what a review counts, `pooled` whom it pools;
    `taken_in` stand by the studies that a review kept, `enrolled` by people and animals that
    count and `not_enrolled` by those that do not; `each` make a number that of one group.
    """

    pooling: tuple[str, ...]
    single: tuple[str, ...]
    studies: tuple[str, ...]
    pooled: tuple[str, ...]
    taken_in: tuple[str, ...]
    enrolled: tuple[str, ...]
    not_enrolled: tuple[str, ...]
    each: tuple[str, ...]


class Rule(Part):
    """An exclusion rule; the first that applies, in the file's order, is an article's reason.

    `when` says what it looks at; `terms` are what `other_intervention` and `other_condition`
    look for.
    """

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    sentence: str
    when: Literal[
        "deleted",
        "retraction_notice",
        "erratum_notice",
        "retracted",
        "no_abstract",
        "other_intervention",
        "no_intervention",
        "intervention_in_passing",
        "other_condition",
        "no_condition",
        "condition_in_passing",
    ]
    terms: tuple[str, ...] = ()


class Criteria(Part):
    """Eligibility.

    `look_alikes` are phrases that contain a term and do not mean it ('acupuncture needle');
    `passing` are phrases that make a mention a mere one ('had tried', 'were excluded').
    """

    modalities: tuple[Modality, ...] = Field(min_length=1)
    aetiologies: tuple[Aetiology, ...] = Field(min_length=1)
    designs: tuple[Design, ...] = Field(min_length=1)
    signs: tuple[Sign, ...] = Field(min_length=1)
    species: tuple[Living, ...] = Field(min_length=1)
    counting: Counting
    comparators: tuple[Comparator, ...] = Field(min_length=1)
    look_alikes: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        for kind in ("modalities", "aetiologies", "designs", "species", "comparators", "rules"):
            ids = [part.id for part in getattr(self, kind)]
            for repeated in sorted({part_id for part_id in ids if ids.count(part_id) > 1}):
                raise ValueError(f"{kind} has the id '{repeated}' twice")
        return self

    @model_validator(mode="after")
    def _designs_are_known(self) -> Self:
        known = {design.id for design in self.designs}
        named = [sign.design for sign in self.signs]
        named += [design for comparator in self.comparators for design in comparator.designs]
        for unknown in sorted(set(named) - known):
            raise ValueError(f"a sign or comparator names the design '{unknown}', which is not one")
        return self
