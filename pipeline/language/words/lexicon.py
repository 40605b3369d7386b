"""The words that a reader of abstracts knows: general cues, and the outcomes and arms of a review.

General cues of results language stand in `cues.toml` beside this module. Outcomes and arms come
from the caller; this package knows no claim.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import product

from pipeline.language.words.raw import RawVocabulary
from pipeline.language.words.vocabulary import Mention, Vocabulary

MASK = "mask"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeTerms:
    """An outcome: the claims it bears on, its terms, and how they are read.

    `good` is the direction of change (1 up, -1 down) that is good; the other fields are those of
    `protocol.claims.Outcome`.
    """

    name: str
    claim_ids: tuple[str, ...]
    good: int
    terms: tuple[str, ...]
    reads: str = "measure"
    context: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    only_good: bool = False


@dataclass(frozen=True, slots=True)
class Cues:
    """The general cues of results language."""

    terms: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, frozenset[str]]
    open: Mapping[str, tuple[str, ...]]
    design: Vocabulary
    title: Vocabulary

    def label(self, role: str) -> frozenset[str]:
        """Give the words that mark a section as having this role."""
        return self.labels.get(role, frozenset())


@cache
def general_cues() -> Cues:
    """Read the cues that come with the package."""
    text = resources.files("pipeline.language").joinpath("cues.toml").read_text("utf-8")
    tables = {
        table: {kind: written_out(terms) for kind, terms in kinds.items()}
        for table, kinds in tomllib.loads(text).items()
    }
    design, title = Vocabulary(tables.pop("design")), Vocabulary(tables.pop("title"))
    labels = {role: frozenset(words) for role, words in tables.pop("label").items()}
    left_open = tables.pop("open")
    terms = {
        f"{table}.{kind}": words for table, kinds in tables.items() for kind, words in kinds.items()
    }
    return Cues(terms, labels, left_open, design, title)


def written_out(terms: Iterable[str]) -> tuple[str, ...]:
    """Give the terms that those with choices stand for: 'a (third|quarter) of'."""
    return tuple(
        " ".join("".join(chosen).split())
        for term in terms
        for chosen in product(*(part.split("|") for part in re.split(r"[()]", term)))
    )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words, compiled: outcomes alone, the intervention alone, and `words` with everything."""

    outcomes: tuple[OutcomeTerms, ...]
    outcome_words: Vocabulary
    words: Vocabulary
    intervention: Vocabulary
    raw_intervention: RawVocabulary
    contexts: Mapping[int, tuple[Vocabulary | None, Vocabulary | None]]
    cues: Cues = field(default_factory=general_cues)

    @classmethod
    def of(
        cls,
        *,
        outcomes: Iterable[OutcomeTerms],
        intervention: Iterable[str],
        inert: Iterable[str] = (),
        active: Iterable[str] = (),
        insults: Iterable[str] = (),
        not_outcomes: Iterable[str] = (),
    ) -> "Lexicon":
        """Compile the words of a review."""
        outcomes, intervention, active = tuple(outcomes), tuple(intervention), tuple(active)
        cues = general_cues()
        own = {f"outcome.{n}": outcome.terms for n, outcome in enumerate(outcomes)}
        own[MASK] = tuple(not_outcomes)
        everything: dict[str, tuple[str, ...]] = {**cues.terms, **own}
        everything["arm.intervention"] = tuple(intervention)
        everything["arm.inert"] = (*cues.terms["arm.inert"], *inert)
        everything["arm.active"] = (*cues.terms["arm.active"], *active)
        everything["role.insult"] = (*cues.terms["role.insult"], *insults)
        contexts = {
            n: (
                Vocabulary({"": outcome.context}) if outcome.context else None,
                Vocabulary({"": outcome.unless}) if outcome.unless else None,
            )
            for n, outcome in enumerate(outcomes)
            if outcome.context or outcome.unless
        }
        return cls(
            outcomes,
            Vocabulary(own),
            Vocabulary(everything),
            Vocabulary({"arm": intervention}),
            RawVocabulary(intervention),
            contexts,
            cues,
        )

    def mentions(self, text: str) -> list[Mention] | None:
        """Find the outcomes in a text; `None` where it names none, or not the intervention."""
        if not self.raw_intervention.may_occur(text) or not self.intervention.ids(text):
            return None
        found = [m for m in self.outcome_words.find(text) if m.ids != (MASK,)]
        return found or None

    def lives(self, outcome: int, text: str) -> bool:
        """Whether an outcome counts in a record with this text."""
        context, unless = self.contexts.get(outcome, (None, None))
        return (context is None or next(context.find(text), None) is not None) and (
            unless is None or next(unless.find(text), None) is None
        )
