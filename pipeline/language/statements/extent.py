"""How far an effect reaches: not where it is trivial, or of some patients, times or trials only."""

import re

from pipeline.language.clauses.cutting import Clause
from pipeline.language.clauses.regimens import is_limited
from pipeline.language.findings import BETTER, NULL, SPLIT
from pipeline.language.statements.groups import Group
from pipeline.language.words.numerals import NUMERAL, value_of

# 'two of three trials', 'four of the nine subscales'
_TRIALS = re.compile(
    rf"(?P<some>{NUMERAL})(?:\s+out)?\s+of\s+(?:the\s+|these\s+|all\s+)?(?P<all>{NUMERAL})\s+(?:\w+\s+){{0,2}}?"
    r"(?:trials|studies|RCTs|reports|reviews|meta-analyses|scales|subscales|tests|measures|items|"
    r"domains|outcomes|parameters|indices|components|sites)\b",
    re.I,
)
# 'without either contrast being significant'
_NOT_SIGNIFICANT = re.compile(
    r"\b(?:not|without|never|neither|nor)\b(?:\s+[\w-]+){0,5}?\s+significan(?:t|ce|tly)"
    r"(?=\s*(?:[.,;:()]|$|(?:at|in|for|on|so|between|with)\b))",
    re.I,
)


def limited(value: str, clause: Clause, group: Group) -> str:
    """Give the value again, `SPLIT` where the clause says that the effect does not reach far."""
    if value not in (BETTER, NULL):
        return value
    is_small = _is_trivial(clause, group) or _is_of_some_trials(clause.text)
    is_partial = value == BETTER and (
        not clause.ids.isdisjoint(("null.minority", "null.confined")) or is_limited(clause.text)
    )
    return SPLIT if is_small or is_partial else value


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
