"""What the figures of a clause show of each outcome."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.language.clauses.clause import Clause
from pipeline.language.figures.amounts import amounts_in
from pipeline.language.figures.belonging import contrasts_of, names_another, tests_of
from pipeline.language.figures.contrasts import Contrast
from pipeline.language.figures.inferences import inferences
from pipeline.language.figures.numbers import Inference
from pipeline.language.sentences.marks import Mark

# 'At six months it was', 'week 12:'
LATER = re.compile(
    r"\W*(?:(?:and|but|while|whereas)\s+)?(?:(?:at|on|by|after|in)\s+(?:the\s+)?)?"
    r"(?:[\w-]+\s+){0,2}?(?:(?:day|week|month|year)(?:s|\s+\d+|(?!s?\s+\d))|follow-?up|visit|end)\b"
    r"(?:\s+of\s+\w+)?\W{1,3}(?:(?:it|they|these|the (?:value|figure|score|mean)s?)\s+"
    r"(?:was|were|stood at)\s+)?(?=\W?\d|P\b)",
    re.I,
)
# 'while its physical half'
_PART = re.compile(
    r"\W*(?:\w+ ){0,2}(?:its|their)(?: \w+){0,2} "
    r"(?:half|part|component|domain|subscale|dimension|item)s?\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """The p-values and intervals of one outcome in a clause, and the contrasts of the arms."""

    inferences: tuple[Inference, ...] = ()
    contrasts: tuple[Contrast, ...] = ()

    @property
    def is_null(self) -> bool:
        """Whether there are figures and none is significant."""
        return bool(self.inferences) and not any(i.is_significant for i in self.inferences)

    @property
    def is_mixed(self) -> bool:
        """Whether some figures are significant and some are not."""
        return not self.is_null and not all(i.is_significant for i in self.inferences)

    @property
    def is_significant(self) -> bool | None:
        """Whether any figure is significant; `None` where there is none."""
        return any(i.is_significant for i in self.inferences) if self.inferences else None

    @property
    def is_between(self) -> bool:
        """Whether the figures compare the arms."""
        return any(i.is_between for i in self.inferences)

    @property
    def side(self) -> int:
        """1 or -1 where what is significant lies above or below no effect, all alike; else 0."""
        sides = {i.side for i in self.inferences if i.is_significant}
        return sides.pop() if len(sides) == 1 else 0

    @property
    def contrast(self) -> Contrast | None:
        """The amounts of our arm and another; `None` where several pairs are at odds.

        An arm that is no treatment goes before one that is.
        """
        plain = [c for c in self.contrasts if c.arm in ("inert", "control", "group")]
        told = plain or self.contrasts
        return told[0] if len({one.side for one in told}) == 1 else None


def shown(
    clause: Clause,
    sentence: str,
    outcomes: Sequence[Mark],
    *,
    start: int,
    end: int,
    neutral: float | None,
    pairs: Sequence[Contrast] = (),
) -> dict[Mark, Shown]:
    """Give what the figures of `sentence[start:end]` show of outcomes that stand together.

    `pairs` are the clause's.
    """
    found = inferences(sentence, start, end, neutral)
    if not found and not pairs:
        return {}
    tests = tests_of(outcomes, found, clause, sentence)
    held = contrasts_of(outcomes, [p for p in pairs if start <= p.start < end], clause, sentence)
    return {mark: Shown(tuple(_between_arms(tests[mark])), tuple(held[mark])) for mark in outcomes}


def goes_on_in_figures(clause: Clause, sentence: str, neutral: float | None) -> bool:
    """Whether a clause names no outcome and gives figures of the one told before.

    'At six months −0.08 (−0.36 to 0.20)', 'week 12: 3.1 v 3.0', 'its physical half by 1.2 (…)'.
    """
    if any(i.startswith(("outcome.", "change.differ", "change.persist")) for i in clause.ids):
        return False
    found = inferences(sentence, clause.start, clause.end, neutral)
    later = LATER.match(sentence, sentence.rfind(";", 0, clause.start) + 1)
    if later and later.end() >= clause.start:
        is_told = bool(found) or len(amounts_in(clause, sentence)) > 1
        return is_told and not names_another(clause, sentence, later.end(), clause.end)
    if not any(one.is_interval for one in found):
        return False
    return bool(_PART.match(clause.text)) or not names_another(
        clause, sentence, clause.start, found[0].start
    )


def _between_arms(held: Sequence[Inference]) -> Sequence[Inference]:
    """Leave a change within a group where the arms are compared as well."""
    first = next((n for n, one in enumerate(held) if one.is_between), 0)
    return [
        one
        for one in held[first:]
        if one.is_between or one.is_interval or not held[first].is_between
    ]
