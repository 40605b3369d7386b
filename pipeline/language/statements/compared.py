"""Which arms of a clause are those that another is compared with, and which one it favours."""

import itertools
import re
from collections.abc import Sequence

from pipeline.language.clauses.clause import Clause
from pipeline.language.sentences.marks import Mark, is_of

# 'over eight weeks the treated group improved'
TIMELY = frozenset(("over", "as in", "beyond", "up on", "down on"))
# 'than sham and the controls'
_LIST = re.compile(r"[\s,]*(?:and|or)?\s*(?:\w+\s)?(?:than\s|with\s|to\s)?(?:the\s)?")
# 'in the drug group (P = 0.03) and in the EA group'
_LISTED = re.compile(
    r"(?: (?:groups?|arms?|alone|therapy|treatment))*(?:\s*\([^()]*\))?,?(?: and| or)?"
    r"(?: (?:in|with|after|by|under|for|on))?(?: the)? "
)
_NEXT, _NEAR, _REACH = 10, 25, 45  # characters


def compared_arms(clause: Clause, sentence: str) -> list[Mark]:
    """Give the marks of arms that another is compared with: 'than sham'."""
    return [mark for mark, _ in compared(clause, clause.arms, sentence)]


def arms_reached(clause: Clause, end: int) -> list[tuple[Mark, str]]:
    """Give the arms before `end` with a part in what is told: near it, or listed after those."""
    reach = min(_reach_of(clause), end)
    near = [(mark, arm) for mark, arm in clause.arms if mark.start <= reach]
    for mark, arm in clause.arms[len(near) :] if near else ():
        start = near[-1][0].end - clause.start
        if mark.start > end or not _LISTED.fullmatch(clause.text, start, mark.start - clause.start):
            break
        near.append((mark, arm))
    return near


def _reach_of(clause: Clause) -> int:
    told = [
        mark.end
        for mark in clause.marks
        if is_of(mark, "outcome.", "change.", "null.", "comparison.")
    ]
    return max(told, default=clause.end) + _REACH


def favoured(clause: Clause, arms: Sequence[tuple[Mark, str]]) -> str | None:
    """Give the arm that a result is said to favour."""
    mark = clause.first("comparison.favour")
    if mark is None:
        return None
    return next((arm for other, arm in arms if 0 <= other.start - mark.end <= _NEAR), None)


def compared(
    clause: Clause, arms: Sequence[tuple[Mark, str]], sentence: str
) -> list[tuple[Mark, str]]:
    """Give the arms that another is compared with, each with its mark."""
    found: list[tuple[Mark, str]] = []
    for mark in clause.marks:
        if "comparison.than" not in mark.ids:
            continue
        is_over = sentence[mark.start : mark.end].lower() in TIMELY
        reach = _NEXT if is_over else _REACH
        after = [pair for pair in arms if pair[0].start >= mark.end]
        if not after or after[0][0].start - mark.end > reach:
            continue
        since = clause.first("comparison.at_baseline")
        if since and mark.end <= since.start < after[0][0].start:
            continue  # 'than at entry in the EA arm'
        found.append(after[0])
        is_fronted = not clause.before(mark).strip()
        for one, two in itertools.pairwise(after):
            gap = sentence[one[0].end : two[0].start]
            # 'compared with sham, EA reduced'
            if is_fronted or two[1] == "intervention" or not _LIST.fullmatch(gap):
                break
            found.append(two)
    return found
