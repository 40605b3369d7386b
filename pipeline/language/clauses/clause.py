"""A clause: one statement of a sentence, with its marks."""

from dataclasses import dataclass
from functools import cached_property

from pipeline.language.sentences.marks import AFTER, FOREIGN, Mark, arm_of, outcomes_of


@dataclass(frozen=True)
class Clause:
    """One statement of a sentence; offsets of marks are into the sentence."""

    text: str
    start: int
    end: int
    marks: tuple[Mark, ...]

    @cached_property
    def ids(self) -> frozenset[str]:
        """All meanings in the clause."""
        return frozenset(meaning for mark in self.marks for meaning in mark.ids)

    @cached_property
    def arms(self) -> tuple[tuple[Mark, str], ...]:
        """The arms named, each with its mark.

        'After treatment' names ours only where no other is: 'after treatment, in the controls'.
        """
        named = [(mark, arm) for mark in self.marks if (arm := arm_of(mark))]
        if any(arm in FOREIGN for _, arm in named):
            return tuple((mark, arm) for mark, arm in named if AFTER not in mark.ids)
        return tuple(named)

    @property
    def names_outcomes(self) -> bool:
        """Whether an outcome is named, or a word that stands for planned outcomes."""
        return any(map(outcomes_of, self.marks))

    @property
    def denies(self) -> bool:
        """Whether an effect or a difference is denied."""
        return "null.none" in self.ids or {"null.neg", "change.differ"} <= self.ids

    def first(self, *ids: str) -> Mark | None:
        """Give the first mark with one of these meanings."""
        if self.ids.isdisjoint(ids):
            return None
        return next(mark for mark in self.marks if not set(ids).isdisjoint(mark.ids))

    def word(self, mark: Mark) -> str:
        """Give the text of a mark."""
        return self.text[mark.start - self.start : mark.end - self.start]

    def before(self, mark: Mark) -> str:
        """Give the text before a mark."""
        return self.text[: mark.start - self.start]
