"""Clauses that liken an outcome to what was told before: 'so was fatigue', 'sleep followed'."""

import re

from pipeline.language.clauses.cutting import Clause
from pipeline.language.figures.inferences import significances
from pipeline.language.sentences.marks import FOREIGN, change_of

# 'so, too, was fatigue'
_SO_WAS = re.compile(
    r"\W*(?:(?:and|but)\s+)?(?:so|likewise|no more),?\s+(?:too,?\s+)?"
    r"(?:was|were|did|had|has|is|are)\b",
    re.I,
)
# 'and von Frey thresholds followed', 'and likewise fatigue'
_FOLLOWED = re.compile(r"\bfollowed\s*(?:[.;,]|$)|^\W*(?:and\s+)?likewise\s[^.;]{3,40}[.;]?$", re.I)
# 'the result for sleep was similar (6 v 1)'
_ALIKE = re.compile(
    r"\b(?:results?|findings?|picture|pattern|course|figures)\b[^.;]{0,50}?"
    r"\b(?:was|were)\s(?:much\s)?(?:similar|alike|comparable|the same|no different)\b"
    r"\s*(?:$|[.,;(]|(?:for|in|with|on|as to)\b)|"
    r"\b(?:showed|gave|had|displayed|ran|took)\s(?:a|the|much the)\s(?:similar|same|comparable)\s"
    r"(?:results?|findings?|picture|pattern|course|trend)",
    re.I,
)


def likens(clause: Clause) -> bool:
    """Whether a clause says of its outcomes no more than that what was told holds of them too."""
    if "refer.same" in clause.ids:
        return alike_in(clause) is None
    ids = clause.ids
    if clause.arms or not ids.isdisjoint(("comparison.between", "comparison.both")):
        return False
    figures = significances(clause.text, 0, len(clause.text))
    if figures and not any(figures):
        return False
    if _ALIKE.search(clause.text):
        return True
    if any(change_of(mark) for mark in clause.marks):
        return False
    return bool(_SO_WAS.match(clause.text) or _FOLLOWED.search(clause.text))


def alike_in(clause: Clause) -> str | None:
    """Name the arm that ours gave the same picture as: 'EA and sham ran the same course'."""
    same = clause.first("refer.same")
    if same is None:
        return None
    arms = [arm for mark, arm in clause.arms if mark.end <= same.start]
    other = next((arm for arm in arms if arm in FOREIGN), None)
    return other if "intervention" in arms else None
