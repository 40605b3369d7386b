"""Exceptions from an effect: outcomes, arms or forms of the intervention it is denied for."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.language.clauses.clause import Clause
from pipeline.language.clauses.regimens import names_form
from pipeline.language.sentences.marks import SHARING, Mark, is_of, is_outcome, outcomes_in
from pipeline.language.statements.groups import Group
from pipeline.language.words.numerals import NUMERAL

# 'women, but not men, had less pain', 'improved in one foot and not in the other'
_ASIDE = re.compile(
    r",?\s+(?:but|though|if) not (?!\w+ly\b|abol|always)(?:[\w-]+\s+){0,5}?[\w-]+,|"
    r"(?<!group)(?<!arm)(?:,| and| but) not (?:(?:in|at|on|(?:with|after|under)(?= (?:the )?"
    rf"(?:{NUMERAL}\b|\d|weak|strong|low|high|short|long))) (?:[\w-]+\s+){{0,4}}?[\w-]+|"
    r"the others?)"
    r"(?=\s*(?:[.,;(]|$))",
    re.I,
)
# 'and was unchanged in the others'
_REMAINDER = re.compile(r"\bin (?:the )?(?:remainder|rest|others?|remaining)\b", re.I)
# 'all cytokines but IL-6', 'apart from vibration, every threshold'
_ALL = r"\b(?:all|every|each)\s"
_BUT = (
    r"(?:(?P<but>but)|except(?:ing)?|save|apart from|with the exception of|other than)(?: for)?"
    rf"\s+(?!{NUMERAL}\b)(?P<what>[^,.;:()]{{2,40}}?)"
)
_ALL_BUT = re.compile(
    rf"{_ALL}(?P<all>[^.;:]{{1,60}}?)(?=\s{_BUT}(?:\s*(?:[,.;:(]|$)|\s(?:was|were|did|had|in|with|"
    r"after|under|by|at|\w+ed|fell|rose|went)\b))",
    re.I,
)
_PEOPLE = re.compile(
    r"\b(?:not|(?:patient|participant|case|subject|group|animal|rat)s?|women|men|mice)\b", re.I
)
_CLOSE = 8  # characters


def excepts(text: str, marks: Sequence[Mark]) -> bool:
    """Whether a sentence denies for some patients, doses or places what it tells of others."""
    aside = _ASIDE.search(text)
    return aside is not None and not any(
        is_of(mark, "outcome.", "arm.", "change.", "role.")
        for mark in marks
        if aside.start() <= mark.start < aside.end()
    )


def without_exception(
    text: str, marks: Sequence[Mark]
) -> tuple[str, Sequence[Mark], list[int] | None]:
    """Give a sentence with blanks for what it excepts, and the outcomes of that.

    It excepts from 'all', or one of two adjectives that share a noun: 'thermal but not mechanical'.
    `None` where nothing is; patients excepted are no exception, nor is an arm or a baseline.
    """
    for first in marks:
        later = (mark for mark in marks if mark.start > first.end and is_outcome(mark))
        second = next(later, None) if SHARING in first.ids else None
        if second:
            kept = [mark for mark in marks if not first.end <= mark.start < second.end]
            blank = " " * (second.end - first.end)
            return text[: first.end] + blank + text[second.end :], kept, outcomes_in([second])
    found = _ALL_BUT.search(text)
    if found is None or _PEOPLE.search(text, found.start(), found.end("what")):
        return text, marks, None
    start, end = found.end("all"), found.end("what")
    held = [mark for mark in marks if found.start("what") <= mark.start < end]
    named = [m for m in marks if found.start() <= m.start < start] if found["but"] else []
    if any(is_of(mark, "change.", "null.") for mark in (*held, *named)) or any(
        is_of(mark, "arm.", "comparison.") for mark in held
    ):
        return text, marks, None
    kept = [mark for mark in marks if not start <= mark.start < end]
    return text[:start] + " " * (end - start) + text[end:], kept, outcomes_in(held)


def denies_ours(clause: Clause) -> bool:
    """Whether a clause says of the intervention alone that it did nothing: 'EA had no effect'."""
    if not {"arm.intervention", "null.none"} <= clause.ids:
        return False
    if clause.names_outcomes:
        return False
    return any(
        "arm.intervention" in arm.ids and "null.none" in null.ids and null.start - arm.end <= _CLOSE
        for arm, null in pairwise(clause.marks)
    )


def arm_denied(clause: Clause) -> str | None:
    """Give the arm of a second comparison that had no difference: 'but not sham'."""
    denial = clause.first("comparison.denied")
    if denial is None:
        return None
    return next((arm for mark, arm in clause.arms if mark.start >= denial.end), None)


def is_denied_for_another(clause: Clause, group: Group) -> bool:
    """Whether a clause ends by denying the effect for another form of the intervention.

    'Velocity rose with electroacupuncture and was unchanged with manual needling'.
    """
    end = max(group.end, *(mark.end for mark in group.run))
    null = next(
        (
            mark
            for mark in clause.marks
            if mark.start >= end
            and "null.none" in mark.ids
            and "comparison.than" not in mark.ids
            and mark not in group.run
        ),
        None,
    )
    if null is None:
        return False
    end = null.end - clause.start
    if _REMAINDER.search(clause.text, end):
        return True
    if names_form(clause.before(null)) and names_form(clause.text[end:]):
        return True
    after = [arm for mark, arm in clause.arms if mark.start >= null.end]
    before = [arm for mark, arm in clause.arms if mark.end <= null.start]
    return after[:1] == ["intervention"] and "intervention" in before
