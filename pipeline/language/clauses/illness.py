"""What an injury or a toxin did, in an experiment: no finding on the treatment."""

import re

from pipeline.language.clauses.cutting import Clause
from pipeline.language.findings import BETTER
from pipeline.language.sentences.marks import NOUNS, Mark, change_of, is_outcome
from pipeline.language.statements.statement import Statement

_BY = re.compile(r"\bby (?:the |an? )?(?:[\w-]+ )?$", re.I)
# 'in naive rats', but not 'than in naive rats'
_IN_THEM = re.compile(
    r"(?<!than )(?<!that )(?<!those )\b(?:in|of|for|on|with|among) (?:the |other |control )?$", re.I
)
# 'rats that had not had CCI'
_LACKING = re.compile(
    r"\b(?:rats|mice|animals|rabbits|ones|those) (?:(?:that|which|who) )?"
    r"(?:without|had not (?:had|received|undergone|been given)|never (?:had|received))"
    r" (?:an? |any |the )?(?:[\w-]+ )?$",
    re.I,
)
# 'injury-induced', 'injured rats'
_OF_ANOTHER = re.compile(r"[-‐-―\s]*(?:induced|evoked|related|associated|elicited|treated)\b")
_NAMED = re.compile(r"\s*(?:[a-z]+ly\s+|also\s+|alone\s+|further\s+)?")


def tells_of_illness(clause: Clause) -> bool:
    """Whether a clause tells what an injury or toxin did: 'ligation activated astrocytes'."""
    if _names_arm(clause):
        return False
    return any(_acts(clause, mark) for mark in clause.marks if "role.insult" in mark.ids)


def goes_on_with_illness(clause: Clause) -> bool:
    """Whether a clause may go on about what the injury did: no arm is named, none compared."""
    return not (_names_arm(clause) or clause.ids & {"comparison.between", "comparison.both"})


def is_of_illness(clause: Clause, statement: Statement) -> bool:
    """Whether a statement of such a clause is no finding: not a benefit, or of the injury's own."""
    if statement.value != BETTER:
        return True
    return any(
        "role.insult" in mark.ids and _moves_next(clause, place)
        for place, mark in enumerate(clause.marks)
    )


def is_of_the_unhurt(clause: Clause) -> bool:
    """Whether a clause tells of animals without the illness: 'EA did nothing in naive rats'."""
    return any(
        ("arm.reference" in mark.ids and _IN_THEM.search(clause.before(mark)))
        or ("role.insult" in mark.ids and _LACKING.search(clause.before(mark)))
        for mark in clause.marks
    )


def _names_arm(clause: Clause) -> bool:
    return any(arm in ("intervention", "active", "inert") for _, arm in clause.arms)


def _acts(clause: Clause, mark: Mark) -> bool:
    if _OF_ANOTHER.match(clause.text, mark.end - clause.start):
        return False
    before = [other for other in clause.marks if other.end <= mark.start]
    is_first = not any(is_outcome(other) or change_of(other) for other in before)
    lead = clause.before(mark)
    is_set_off = "," in lead and clause.text[mark.end - clause.start :].startswith(",")
    return is_first or (bool(_BY.search(lead)) and not is_set_off)


def _moves_next(clause: Clause, place: int) -> bool:
    """Whether a word of change follows as the verb: 'injury increased'."""
    if place + 1 >= len(clause.marks):
        return False
    mark, after = clause.marks[place : place + 2]
    gap = clause.text[mark.end - clause.start : after.start - clause.start]
    change = change_of(after)
    return change is not None and change not in NOUNS and bool(_NAMED.fullmatch(gap))
