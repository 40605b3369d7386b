"""Clauses that name no outcome and tell that a benefit told before did not last."""

import re

from pipeline.language.clauses.clause import Clause
from pipeline.language.references.scope import EFFECT, is_of_arms
from pipeline.language.sentences.marks import Mark, arm_of, is_outcome
from pipeline.language.words.numerals import NUMERAL

# 'three of 40 patients relapsed', 'relapse was seen in 12%'
_COUNTED = re.compile(rf"\b{NUMERAL} (?:out )?of (?:the )?{NUMERAL}\b|\d ?%|\b\d+/\d+", re.I)
# 'the gap had not closed', 'nothing of it was lost'
_NOT_YET = re.compile(
    r"\b(?:not|never|n't|no)\s(?:yet\s|been\s|\w+ly\s)*$|"
    r"^\W*(?:but |and )?(?:nothing|none|little)\b|"
    r"\bof (?:which|it|this|that) (?:nothing|none|little)\b",
    re.I,
)
_BESIDE = re.compile(
    rf"{EFFECT.pattern}|\b(?:not|never|yet|been|soon|quickly|nothing|none|little|this|already|gradually|"
    r"partly|however)\b",
    re.I,
)


def fades(clause: Clause) -> bool | None:
    """Whether a clause that names no outcome tells that a benefit told before did not last.

    False where it denies that ('the gap had not closed'), `None` where it tells of neither.
    """
    mark = clause.first("null.fade", "null.relapse", "null.spent")
    is_named = any(is_outcome(other) and not arm_of(other) for other in clause.marks)
    if mark is None or is_named or not _is_of_effect(clause, mark):
        return None
    if "null.relapse" in mark.ids and _COUNTED.search(clause.text):
        return None
    lead = clause.before(mark)
    if not is_of_arms(clause, 0, mark.start - clause.start, apart=_BESIDE):
        return None
    return not _NOT_YET.search(lead)


def _is_of_effect(clause: Clause, mark: Mark) -> bool:
    """Whether what has gone is an effect, and not the complaint."""
    if "null.spent" in mark.ids:
        return bool(EFFECT.search(clause.before(mark)))
    is_of_ours = any(arm == "intervention" for _, arm in clause.arms)
    return not ("null.relapse" in mark.ids and is_of_ours)
