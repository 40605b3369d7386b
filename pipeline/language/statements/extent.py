"""How far an effect reaches: not where it is trivial, or of some patients, times or trials only."""

import re

from pipeline.language.clauses.clause import Clause
from pipeline.language.clauses.regimens import is_limited
from pipeline.language.findings import BETTER, NULL, SPLIT, UNCLEAR
from pipeline.language.references.scope import EFFECT
from pipeline.language.statements.groups import Group
from pipeline.language.words.numerals import NUMERAL, value_of

# 'two of three trials', 'four of the nine subscales'
_TRIALS = re.compile(
    rf"(?P<some>{NUMERAL})(?:\s+out)?\s+of\s+(?:the\s+|these\s+|all\s+)?(?P<all>{NUMERAL})\s+(?:\w+\s+){{0,2}}?"
    r"(?:trials|studies|RCTs|reports|reviews|meta-analyses|scales|subscales|tests|measures|items|"
    r"domains|outcomes|variables|parameters|indices|components|nerves|muscles|sites|visits|"
    r"occasions|assessments|"
    r"time[- ]?points)\b",
    re.I,
)
_IN_GROUP = re.compile(r"\s+(?:in\s+)?(?:the\s+)?")
# 'without either contrast being significant'
_NOT_SIGNIFICANT = re.compile(
    r"\b(?:not|without|never|neither|nor)\b(?:\s+[\w-]+){0,5}?\s+significan(?:t|ce|tly)"
    r"(?=\s*(?:[.,;:()]|$|(?:at|in|for|on|so|between|with)\b))",
    re.I,
)

# 'at three months only', 'at week 4, not later', 'only the physical component'
_TIME = (
    r"(?:at|until|during|for|in) (?:the )?(?:[\w-]+ )?(?:first|weeks?|months?|days?|hours?|"
    r"follow-up|visits?|time[- ]?points?|assessments?|occasions?)\b"
)
_PART = r"(?:component|domain|subscale|dimension|item|half(?! as)|summary|part)s?\b"
_IN_PART = re.compile(
    rf"\bonly (?:{_TIME}|(?:the |its |their )?(?:[\w-]+ ){{0,3}}?{_PART})|"
    rf"\b(?:{_TIME}(?: \d+)?|{_PART}) (?:only|alone)\b|^\W*of (?:the )?{NUMERAL} \w+,? only\b|"
    r", (?:but |and )?not (?:later|thereafter|afterwards|subsequently|beyond)\b",
    re.I,
)
# 'on the left side only', 'only at night'
_SITE = (
    r"(?:in|on|at|during) (?:the |one )?(?:\w+ )?(?:left|right|affected|treated|night|rest|"
    r"morning|feet|(?:hand|foot|leg|limb|side|finger|toe|face)s?)\b"
)
_AT_SITE = re.compile(rf"(?<!remained )\bonly {_SITE}|\b{_SITE}(?: \w+)? (?:only|alone)\b", re.I)


def limited(value: str, clause: Clause, group: Group) -> str:
    """Give the value again, `SPLIT` where the clause says that the effect does not reach far."""
    if value == UNCLEAR and "change.differ" in clause.ids and _is_confined(clause):
        return SPLIT  # 'the effect on pain was confined to'
    if value not in (BETTER, NULL):
        return value
    told = max(mark.end for mark in (*group.outcomes, *group.run))
    is_small = _is_trivial(clause, group) or _is_of_some_trials(clause.text)
    is_partial = value == BETTER and (
        not clause.ids.isdisjoint(("null.minority", "null.relapse"))
        or _is_confined(clause)
        or is_limited(clause.text)
        or bool(_IN_PART.search(clause.text))
        or bool(_AT_SITE.search(clause.text, told - clause.start))
    )
    return SPLIT if is_small or is_partial else value


def has_passed(clause: Clause, group: Group, *, is_effect: bool) -> bool | None:
    """Whether an effect is told not to have lasted; `None` where that is not the matter.

    `is_effect` where the group is told of by its effect: 'pain relief was short-lived'.
    """
    fade = clause.first("null.fade")
    if fade is None:
        return None
    at = fade.start - clause.start
    if not (is_effect and fade.start >= group.end) and not (
        fade.end <= group.start
        and (
            (is_effect and group.start - fade.end == 1)
            or EFFECT.match(clause.text, at + len(clause.word(fade)) + 1)
        )
    ):
        return None
    return None if clause.first("null.neg", "null.none") else True


def _is_confined(clause: Clause) -> bool:
    """Whether an effect is seen in some only, and these are not our arm: 'in the EA group only'."""
    confined = clause.first("null.confined")
    return confined is not None and not any(
        arm == "intervention"
        and _IN_GROUP.fullmatch(clause.before(mark)[confined.end - clause.start :])
        for mark, arm in clause.arms
    )


def is_by_chance(clause: Clause, start: int, stop: int) -> bool:
    """Whether what `sentence[start:stop]` tells is said to be no more than chance may give."""
    return any("null.chance" in m.ids and start <= m.start < stop for m in clause.marks) or bool(
        _NOT_SIGNIFICANT.search(clause.text, start - clause.start, stop - clause.start)
    )


def is_called_trivial(clause: Clause) -> bool:
    """Whether a clause calls what was told before too small to matter."""
    return "null.trivial" in clause.ids


def _is_trivial(clause: Clause, group: Group) -> bool:
    """Whether a difference is called too small to matter."""
    trivial = clause.first("null.trivial")
    return trivial is not None and (trivial.start > group.start or "change.differ" in clause.ids)


def _is_of_some_trials(text: str) -> bool:
    """Whether only a part of the trials found it: 'two of three trials'."""
    match = _TRIALS.search(text)
    return match is not None and value_of(match["some"]) < value_of(match["all"])
