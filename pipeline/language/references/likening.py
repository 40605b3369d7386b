"""Clauses that liken an outcome or an arm to what was told: 'so was fatigue', 'so did sham'."""

import re

from pipeline.language.clauses.cutting import Clause
from pipeline.language.figures.inferences import significances
from pipeline.language.references.scope import is_of_arms
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
# 'but so did sham', 'the same was true of the controls'
_SO_DID = re.compile(
    r"\W*(?:(?:but|and|yet|though),?\s+)?(?:then\s+)?"
    r"(?:so,?\s+(?:too,?\s+)?(?:did|had|was|were|has)|"
    r"(?:it|this|that|the same|(?:just\s+)?as much|as many)\s+"
    r"(?:was|were|is|held|could be said|happened|applied|goes|went)"
    r"(?:\s+(?:also|equally|just as|just|as))*"
    r"(?:\s+(?:true|the case|seen|found|much|reduced|relieved|said|achieved|gained))*"
    r"(?:\s+as much|\s+equally|\s+likewise)?"
    r"(?:\s+(?:of|for|with|under|in|after|by|to))?)\s+(?:(?:the|those|who|given|having|had)\s+)*",
    re.I,
)
# 'sham did the same'
_DID_SO = re.compile(
    r"(?:\s+(?:groups?|arms?|needles?|device|rats|mice|patients))?\s+(?:also\s+)?"
    r"(?:did|achieved|had|gave|brought|showed|produced|saw|fared|gained|got)\s+"
    r"(?:(?:just|quite|exactly|much|about|nearly)\s+)*"
    r"(?:the same|likewise|as much|as well|no less|so too|equally well|similarly)\b"
    r"(?!\s+(?:baseline|age))",
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


def likened_arm(clause: Clause) -> str | None:
    """Give the arm that had what was told of ours before: 'so did sham', 'sham did the same'."""
    for mark, arm in clause.arms:
        if arm in FOREIGN and (
            _SO_DID.fullmatch(clause.before(mark))
            or (
                is_of_arms(clause, 0, mark.start - clause.start)
                and _DID_SO.match(clause.text, mark.end - clause.start)
            )
        ):
            return arm
    return None
