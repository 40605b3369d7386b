"""What the figures of a clause show of each outcome.

A figure is of the outcome told last before it, or, where a list puts its figures first, of the one
that follows. Outcomes of a list that have no figure of their own share the next one's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.language.clauses import Clause
from pipeline.language.comparisons import compared_arms
from pipeline.language.contrasts import Contrast
from pipeline.language.figures import Inference, inferences
from pipeline.language.marks import Mark, arm_of

_RESPECTIVELY = re.compile(r"\brespectively\b|\bin (?:that|this) order\b", re.I)
# '−0.5 (−0.9 to −0.1) for pain'
_FOR = re.compile(r"[^,;()\[\]]{0,20}[)\]]?\s*(?:for|in|on)\s+(?:the\s+)?(?:\w+\s+){0,2}")
_ARM_AFTER = re.compile(
    r"[\s)\],]*(?:points?\s+)?(?:in|with|for|under|by|on|among|after)\s+(?:the\s+|those\s+)?(?:\w+\s+)?"
)
_ARM_BEFORE = re.compile(r"[^.;,]{0,30}")
# Words between two figures of one outcome; any other names another thing measured.
_SAME = re.compile(
    r"[\W\d_]|\b(?:and|or|but|at|in|on|by|of|for|to|with|from|the|an?|all|both|each|every|after|before|during|"
    r"between|versus|vs|against|than|was|were|is|are|had|did|not|it|this|that|which|also|then|only|"
    r"still|no|while|whereas|respectively|adjusted|unadjusted|mean|median|difference|differences|"
    r"change|changes|effect|size|score|scores|points?|groups?|arms?|significant|significantly|"
    r"significance|values?|CI|CrI|MD|SMD|WMD|RR|OR|HR|SD|SE|p|ps|test|comparison|interaction|time|weeks?|"
    r"months?|days?|years?|hours?|minutes?|min|end|follow|up|baseline|treatment|intervention|first|second|"
    r"third|final|last|later|once|twice|thrice|weekly|daily|monthly|short|long|medium|term|early|late|"
    r"immediate|immediately|post|pre|low|high|dose|mg|kg|ml|mm|Hz|one|two|three|four|five|six|eight|ten|"
    r"twelve|session|sessions|studies|trials|participants|patients|evidence|certainty|moderate|very|"
    r"overall|total|compared|ratio|odds|risk|relative|confidence|interval|giving|gave|more|less|"
    r"greater|smaller|lower|higher|better)\b",
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
    tests = _shared(_tests_of(outcomes, found, clause, sentence), sentence, clause)
    held = _contrasts_of(outcomes, [p for p in pairs if start <= p.start < end], clause, sentence)
    return {mark: Shown(tuple(_between_arms(tests[mark])), tuple(held[mark])) for mark in outcomes}


def _tests_of(
    outcomes: Sequence[Mark], found: Sequence[Inference], clause: Clause, sentence: str
) -> dict[Mark, list[Inference]]:
    own: dict[Mark, list[Inference]] = {mark: [] for mark in outcomes}
    found = _of_our_arm(clause, sentence, found)
    leads = (
        bool(found)
        and found[0].end <= outcomes[0].start
        and bool(_FOR.fullmatch(sentence, found[0].end, outcomes[0].start))
    )
    for inference in found:
        before = [mark for mark in outcomes if mark.end <= inference.start]
        after = [mark for mark in outcomes if mark.start >= inference.end]
        mark = after[0] if after and (leads or not before) else (before or outcomes)[-1]
        held = own[mark]
        if not (held and _is_of_another(clause, sentence, held[-1].end, inference.start)):
            held.append(inference)
    return own


def _contrasts_of(
    outcomes: Sequence[Mark], pairs: Sequence[Contrast], clause: Clause, sentence: str
) -> dict[Mark, list[Contrast]]:
    own: dict[Mark, list[Contrast]] = {mark: [] for mark in outcomes}
    for pair in pairs:
        before = [mark for mark in outcomes if mark.end <= pair.start]
        mark = before[-1] if before else outcomes[0]
        since = max([mark.end, *(held.end for held in own[mark] if held.end <= pair.start)])
        if not _is_of_another(clause, sentence, since, pair.start):
            own[mark].append(pair)
    return own


def goes_on_in_figures(clause: Clause, sentence: str, neutral: float | None) -> bool:
    """Whether a clause names no outcome and gives figures of the one told before.

    'At six months −0.08 (−0.36 to 0.20)', 'its physical half by 1.2 (−3.8 to 6.2)'.
    """
    if any(i.startswith(("outcome.", "change.differ")) for i in clause.ids):
        return False
    found = inferences(sentence, clause.start, clause.end, neutral)
    if not any(one.is_interval for one in found):
        return False
    return bool(_PART.match(clause.text)) or not _names_another(
        clause, sentence, clause.start, found[0].start
    )


def _names_another(clause: Clause, sentence: str, start: int, end: int) -> bool:
    """Whether words between two places name something that is no outcome of ours."""
    between = list(sentence[start:end])
    for mark in clause.marks:
        if start <= mark.start < end and mark.end > mark.start:
            between[mark.start - start : mark.end - start] = " " * (mark.end - mark.start)
    return bool(_SAME.sub("", "".join(between)))


def _between_arms(held: Sequence[Inference]) -> Sequence[Inference]:
    """Leave a change within a group where the arms are compared as well."""
    return [one for one in held if one.is_between] or held


def _is_of_another(clause: Clause, sentence: str, start: int, end: int) -> bool:
    """Whether the words between two figures name something else that was measured."""
    comma = sentence.rfind(",", start, end)
    return comma >= 0 and _names_another(clause, sentence, comma, end)


def _shared(
    own: dict[Mark, list[Inference]], sentence: str, clause: Clause
) -> dict[Mark, list[Inference]]:
    """Give figures at the end of a list to each of its outcomes, in order where it says so."""
    marks = list(own)
    of_all = [one for held in own.values() for one in held if one.is_of_all]
    told = dict(own)
    for place in reversed(range(len(marks))):
        mark = marks[place]
        if own[mark]:
            first = place
            while first and not own[marks[first - 1]]:
                first -= 1
            sharing = marks[first : place + 1]
            held = own[mark]
            in_order = _RESPECTIVELY.search(sentence, held[-1].end, held[-1].end + 60)
            if in_order and len(held) == len(sharing) > 1:
                told |= {other: [one] for other, one in zip(sharing, held, strict=True)}
            else:
                if in_order:
                    held = _in_order_of_arms(held, clause)
                told |= dict.fromkeys(sharing, held)
        elif of_all and not told[mark]:
            told[mark] = of_all
    led = [one for one in own[marks[0]] if one.end <= marks[0].start]
    return {mark: held or led for mark, held in told.items()}


def _in_order_of_arms(held: list[Inference], clause: Clause) -> list[Inference]:
    """Keep our arm's figure of those listed in the order of the arms."""
    arms = [arm for mark in clause.marks if mark.end <= held[0].start and (arm := arm_of(mark))]
    if len(arms) == len(held) and arms.count("intervention") == 1 and "regimen" not in arms:
        return [held[arms.index("intervention")]]
    return held


def _of_our_arm(clause: Clause, sentence: str, found: Sequence[Inference]) -> Sequence[Inference]:
    """Leave out the figures of other arms where our own arm has figures too."""
    compared = compared_arms(clause, sentence)
    named = [(mark, arm) for mark in clause.marks if (arm := arm_of(mark)) and mark not in compared]
    if len({arm for _, arm in named}) < 2:
        return found
    arms = [_arm_beside(one, found, named, sentence) for one in found]
    if "intervention" not in arms:
        return found
    return [
        one
        for one, arm in zip(found, arms, strict=True)
        if arm in (None, "intervention") or one.is_between
    ]


def _arm_beside(
    one: Inference, found: Sequence[Inference], named: Sequence[tuple[Mark, str]], sentence: str
) -> str | None:
    for mark, arm in named:
        if mark.start >= one.end and _ARM_AFTER.fullmatch(sentence, one.end, mark.start):
            return arm
    before = max((other.end for other in found if other.end <= one.start), default=0)
    for mark, arm in reversed(named):
        if before <= mark.start and mark.end <= one.start:
            return arm if _ARM_BEFORE.fullmatch(sentence, mark.end, one.start) else None
    return None
