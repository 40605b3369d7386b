"""`criteria.toml`: who is in, who is out and why; the words by which an article shows it.

Terms are written as `pipeline.language.words.vocabulary` tells. All lists are looked for in one
pass and the longest term at a place is taken, so that a term that contains another keeps it from
counting.
"""

from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from pipeline.protocol.toml import Part

Species = Literal["human", "animal", "cell"]
SPECIES: tuple[Species, ...] = get_args(Species)


class Category(Part):
    """A kind of intervention or of condition, and the words that show it.

    `terms` name it. `loose` terms name it only where no `terms` of any category are found, and do
    not hold against the terms of an `other_origin` rule; those `in_title` do so in a title only,
    since elsewhere they are one symptom of many. `cues` tell it apart where a loose
    term is all there is ('diabetes' beside 'neuropathy'). `mesh` are headings of PubMed.
    """

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    name: str
    terms: tuple[str, ...] = Field(min_length=1)
    loose: tuple[str, ...] = ()
    in_title: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    mesh: tuple[str, ...] = ()


class Modality(Category):
    """A kind of intervention; `needling` where it pierces the skin."""

    needling: bool = False


class Aetiology(Category):
    """A cause of the condition.

    `is_residual` where it is given only in want of another; `by_symptoms` where one of its cues
    beside a symptom ('diabetic', 'allodynia') names the condition.
    """

    is_residual: bool = False
    by_symptoms: bool = False


class Design(Part):
    """A kind of article."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    name: str


class Sign(Part):
    """A sign of a design: it holds when every list that is given has a member in the article.

    `title` and `abstract` are terms, `labels` those of the abstract's sections in lower case,
    `counts` what the abstract gives a number of, and no more than `at_most`; one of the `unless`
    terms in either speaks against it. Where it `names_intervention`, the title names one of the
    review's. The first sign that holds, in the file's order, decides.
    """

    design: str
    title: tuple[str, ...] = ()
    abstract: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    publication_types: tuple[str, ...] = ()
    species: tuple[Species, ...] = ()
    counts: Literal["people", "animals", "participants", "studies"] | None = None
    at_most: int | None = None
    names_intervention: bool = False


class Living(Part):
    """The words that show whom or what a study was done in.

    `terms` can be counted ('60 patients'); `cues` only show whom it was ('paw withdrawal'). Fewer
    mentions than `at_least` show nothing.
    """

    id: Species
    terms: tuple[str, ...] = Field(min_length=1)
    cues: tuple[str, ...] = ()
    mesh: tuple[str, ...] = ()
    at_least: int = 1


class Comparator(Part):
    """What the intervention is compared with.

    `terms` show it, `in_people` and `in_animals` where the study was done in these, and `opposed`
    where they are told as what the controls had. One that `is_lack` is also shown by those told to
    be without the intervention, and one that `shares` another by an intervention added to what the
    other opposes. In no design of `not_in` is it shown. Designs in `designs` have no other, those
    in `always_for` have it unless one of `unless_shown` is, and those in `default_for` where
    nothing is shown. Shown in one of `outweighs_in`, it takes the place of those it `outweighs`.
    """

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    name: str
    terms: tuple[str, ...] = ()
    in_people: tuple[str, ...] = ()
    in_animals: tuple[str, ...] = ()
    opposed: tuple[str, ...] = ()
    shares: str | None = None
    is_lack: bool = False
    designs: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    always_for: tuple[str, ...] = ()
    unless_shown: tuple[str, ...] = ()
    default_for: tuple[str, ...] = ()
    outweighs: tuple[str, ...] = ()
    outweighs_in: tuple[str, ...] = ()


class Counting(Part):
    """The words around a sample size.

    Designs in `pooling` count studies and the people in them; those in `single` describe one
    patient where no number is told. `studies` are what a review counts, `pooled` whom it pools;
    `taken_in` stand by the studies that a review kept, `enrolled` by people and animals that
    count and `not_enrolled` by those that do not; `each` make a number that of one group, and
    `totals` after a number make it that of all. `units` are what else a number may be of, and
    `named` what a number names where it stands before it ('day 13').
    """

    pooling: tuple[str, ...]
    single: tuple[str, ...]
    studies: tuple[str, ...]
    pooled: tuple[str, ...]
    taken_in: tuple[str, ...]
    enrolled: tuple[str, ...]
    not_enrolled: tuple[str, ...]
    each: tuple[str, ...]
    totals: tuple[str, ...]
    units: tuple[str, ...]
    named: tuple[str, ...] = ()

    def words(self) -> dict[str, tuple[str, ...]]:
        """Give the lists of words by their names."""
        return {
            "studies": self.studies,
            "pooled": self.pooled,
            "taken_in": self.taken_in,
            "enrolled": self.enrolled,
            "not_enrolled": self.not_enrolled,
            "each": self.each,
            "totals": self.totals,
            "units": self.units,
            "named": self.named,
        }


class Rule(Part):
    """An exclusion rule; the first that applies, in the file's order, is an article's reason.

    `when` says what it looks at; `terms` (or `species`) are what the `other_…` ones look for. An
    `other_use` is what the sites of an unnamed intervention serve for; an
    `other_condition` is one that the title names and the review's is not; an `other_origin` is
    one that a loosely named condition turns out to have.
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
        "other_use",
        "no_intervention",
        "intervention_in_passing",
        "other_species",
        "other_origin",
        "other_condition",
        "no_condition",
        "condition_in_passing",
    ]
    terms: tuple[str, ...] = ()
    species: tuple[Species, ...] = ()

    @model_validator(mode="after")
    def _has_what_it_looks_for(self) -> Self:
        if self.when.startswith("other_") and not (self.terms or self.species):
            raise ValueError(f"the rule '{self.id}' looks for {self.when} and has no terms")
        return self


class Criteria(Part):
    """Eligibility.

    `sites` are where an intervention acts: they show that there is one and leave its kind open.
    `symptoms` show a condition where a cue of its cause stands beside them; `look_alikes` are
    phrases that contain a term and do not mean it ('acupuncture needle'), `elsewhere` phrases that
    contain a sign of a design and tell of another study ('previous randomised'); `listing` phrases
    make the mentions that follow in their sentence mere ones ('such as'), `excluding` phrases
    all mentions in it ('were excluded'). `own` phrases show that a sentence of the background
    tells of the article's own study ('we report'), `wanted` words that a sentence of the
    abstract's second half calls for other studies ('needed').
    """

    modalities: tuple[Modality, ...] = Field(min_length=1)
    aetiologies: tuple[Aetiology, ...] = Field(min_length=1)
    designs: tuple[Design, ...] = Field(min_length=1)
    signs: tuple[Sign, ...] = Field(min_length=1)
    species: tuple[Living, ...] = Field(min_length=1)
    counting: Counting
    comparators: tuple[Comparator, ...] = Field(min_length=1)
    sites: tuple[str, ...] = ()
    symptoms: tuple[str, ...] = ()
    look_alikes: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    listing: tuple[str, ...] = ()
    excluding: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
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
        named += [
            design
            for part in self.comparators
            for design in (
                *part.designs,
                *part.not_in,
                *part.always_for,
                *part.default_for,
                *part.outweighs_in,
            )
        ]
        for unknown in sorted(set(named) - known):
            raise ValueError(f"a sign or comparator names the design '{unknown}', which is not one")
        return self

    @model_validator(mode="after")
    def _comparators_are_known(self) -> Self:
        known = {part.id for part in self.comparators}
        for part in self.comparators:
            for other in filter(None, (*part.outweighs, *part.unless_shown, part.shares)):
                if other not in known:
                    raise ValueError(
                        f"the comparator {part.id} names the comparator '{other}', which is not one"
                    )
        return self
