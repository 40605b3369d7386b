"""Exceptions from an effect: arms or forms of the intervention that a clause denies it for."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.language.clauses.cutting import Clause
from pipeline.language.clauses.regimens import names_forms
from pipeline.language.sentences.marks import Mark, is_of
from pipeline.language.statements.groups import Group

# 'women, but not men, had less pain'
_ASIDE = re.compile(r",?\s+but not (?:[\w-]+\s+){0,5}?[\w-]+,", re.I)
# 'and was unchanged in the others'
_REMAINDER = re.compile(r"\bin (?:the )?(?:remainder|rest|others?|remaining)\b", re.I)
_CLOSE = 8  # characters


def excepts(text: str, marks: Sequence[Mark]) -> bool:
    """Whether a sentence denies for some patients, doses or places what it tells of others."""
    aside = _ASIDE.search(text)
    return aside is not None and not any(
        is_of(mark, "outcome.", "arm.", "change.", "role.")
        for mark in marks
        if aside.start() <= mark.start < aside.end()
    )


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
    if _REMAINDER.search(clause.text, end) or names_forms(clause.before(null), clause.text[end:]):
        return True
    after = [arm for mark, arm in clause.arms if mark.start >= null.end]
    before = [arm for mark, arm in clause.arms if mark.end <= null.start]
    return after[:1] == ["intervention"] and "intervention" in before
