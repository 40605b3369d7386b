"""To which outcome of a clause a figure belongs.

A figure is of the outcome told last before it, or, where a list puts its figures first, of the one
that follows. Outcomes of a list that have no figure of their own share the next one's.
"""

import re
from collections.abc import Sequence

from pipeline.language.clauses.clause import Clause
from pipeline.language.figures.contrasts import Contrast, arm_after, arm_before
from pipeline.language.figures.numbers import Inference
from pipeline.language.sentences.marks import Mark
from pipeline.language.statements.compared import compared_arms

_RESPECTIVELY = re.compile(r"\brespectively\b|\bin (?:that|this) order\b", re.I)
# Words between two figures of one outcome; any other names another thing measured.
_SAME = re.compile(
    r"[\W\d_]|\b(?:and|or|but|at|in|on|by|of|for|to|with|from|the|an?|all|both|each|every|after|before|during|"
    r"between|versus|vs?|against|than|was|were|is|are|had|did|not|it|this|that|which|also|then|only|"
    r"still|no|while|whereas|respectively|adjusted|unadjusted|mean|median|difference|differences|"
    r"change|changes|effect|size|score|scores|points?|groups?|arms?|significant|significantly|"
    r"significance|values?|CI|CrI|MD|SMD|WMD|RR|OR|HR|SD|SE|p|ps|test|comparison|interaction|time|weeks?|"
    r"months?|days?|years?|hours?|minutes?|min|end|follow|up|baseline|treatment|intervention|first|second|"
    r"third|final|last|later|once|twice|thrice|weekly|daily|monthly|short|long|medium|term|early|late|"
    r"immediate|immediately|post|pre|low|high|dose|mg|kg|ml|mm|Hz|one|two|three|four|five|six|eight|ten|"
    r"twelve|session|sessions|studies|trials|participants|patients|evidence|certainty|moderate|very|"
    r"overall|total|compared|ratio|odds|risk|relative|confidence|interval|giving|gave|more|less|"
    r"greater|smaller|lower|higher|better|[mµ]?V|m?s|c?m|k?g)\b",
    re.I,
)


def tests_of(
    outcomes: Sequence[Mark], found: Sequence[Inference], clause: Clause, sentence: str
) -> dict[Mark, list[Inference]]:
    """Give each of the outcomes that stand together its p-values and intervals."""
    own: dict[Mark, list[Inference]] = {mark: [] for mark in outcomes}
    for inference in _of_our_arm(clause, sentence, found):
        before = [mark for mark in outcomes if mark.end <= inference.start]
        after = [mark for mark in outcomes if mark.start >= inference.end]
        mark = after[0] if after and not before else (before or outcomes)[-1]
        own[mark].append(inference)
    return _shared(own, sentence, clause)


def contrasts_of(
    outcomes: Sequence[Mark], pairs: Sequence[Contrast], clause: Clause, sentence: str
) -> dict[Mark, list[Contrast]]:
    """Give each of the outcomes that stand together the contrasts of two arms in it."""
    own: dict[Mark, list[Contrast]] = {mark: [] for mark in outcomes}
    for pair in pairs:
        before = [mark for mark in outcomes if mark.end <= pair.start]
        mark = before[-1] if before else outcomes[0]
        own[mark].append(pair)
    return own


def names_another(clause: Clause, sentence: str, start: int, end: int) -> bool:
    """Whether words between two places name something that is no outcome of ours."""
    between = list(sentence[start:end])
    for mark in clause.marks:
        if start <= mark.start < end and mark.end > mark.start:
            between[mark.start - start : mark.end - start] = " " * (mark.end - mark.start)
    return bool(_SAME.sub("", "".join(between)))


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
    arms = [arm for mark, arm in clause.arms if mark.end <= held[0].start]
    if len(arms) == len(held) and arms.count("intervention") == 1 and "regimen" not in arms:
        return [held[arms.index("intervention")]]
    return held


def _of_our_arm(clause: Clause, sentence: str, found: Sequence[Inference]) -> Sequence[Inference]:
    """Leave out the figures of other arms where our own arm has figures too."""
    compared = compared_arms(clause, sentence)
    named = [(mark, arm) for mark, arm in clause.arms if mark not in compared]
    arms = [
        arm_after(one, found, named, sentence) or arm_before(one, found, named, sentence)
        for one in found
    ]
    if "intervention" not in arms:
        return found
    # 'with EA (P < 0.001) versus sham (P = 0.08)'
    beside = [arm_before(one, found, clause.arms, sentence) for one in found]
    return [
        one
        for one, arm, rival in zip(found, arms, beside, strict=True)
        if one.is_between
        or arm == "intervention"
        or (arm is None and rival in (None, "intervention"))
    ]
