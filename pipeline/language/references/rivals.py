"""The two arms that 'the two' are: 'EA and gabapentin relieved it; the two did not differ'."""

import re
from dataclasses import replace

from pipeline.language.clauses.clause import Clause
from pipeline.language.statements.compared import compared_arms
from pipeline.language.statements.statement import Statement

_THE_TWO = re.compile(
    r"\b(?:the|these) two\b(?! groups| arms)|"
    r"\b(?:they|both)\b[^.;]*\b(?:each other|one another|themselves)\b|\bbetween them\b|"
    r"\bthey (?:did not differ|(?:had|have|showed|show) no )",
    re.I,
)


def names_the_two(clause: Clause) -> bool:
    """Whether a clause speaks of two arms named before."""
    two = _THE_TWO.search(clause.text)
    return two is not None and all(
        0 <= mark.start - clause.start - two.end() <= 1 for mark, _ in clause.arms
    )


def rival_told(clause: Clause, sentence: str, before: str | None) -> str | None:
    """Give the kind of arm that a clause tells of beside the intervention, if one."""
    if not clause.arms:
        return before
    compared = compared_arms(clause, sentence)
    told = {arm for mark, arm in clause.arms if mark not in compared}
    others = told - {"intervention"}
    ours = [mark for mark, arm in clause.arms if arm == "intervention"]
    if len(ours) == len(clause.arms) > 1 and "comparison.than" in clause.ids:
        return "regimen"
    return others.pop() if "intervention" in told and len(others) == 1 else None


def between_the_two(statement: Statement, clause: Clause, rival: str | None) -> Statement:
    """Compare with the rival where a clause tells of no difference between the two."""
    comparison = statement.comparison
    if rival and comparison.against in ("group", "within") and names_the_two(clause):
        return replace(statement, comparison=comparison.of(rival))
    return statement
