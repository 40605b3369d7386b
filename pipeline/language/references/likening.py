"""Clauses that liken an outcome or an arm to what was told: 'so was fatigue', 'so did sham'."""

import re

from pipeline.language.clauses.clause import Clause
from pipeline.language.figures.inferences import significances
from pipeline.language.references.scope import is_of_arms
from pipeline.language.sentences.marks import FOREIGN, outcomes_in

# 'so, too, was fatigue', 'sleep followed', 'the result for sleep was similar', 'eased similarly'
_LIKE = re.compile(
    r"^\W*(?:and\s+)?so,?\s+(?:too,?\s+)?(?:was|were|did|had|has)\b|"
    r"(?<!\bwas )(?<!\bwere )(?<!\bbe )\bfollowed\W*$|"
    r"\b(?:results?|findings?|picture|pattern)\b[^.;]{0,40}?\b(?:was|were)\s(?:\w+\s)?"
    r"(?:similar|alike|comparable|the same)\b|"
    r"\b(?:similarly(?: \w+ed)?|in (?:a similar|the same|like) (?:way|manner|fashion))\W*$",
    re.I,
)
# 'so did sham', 'the same was true of sham'
_SO_DID = re.compile(
    r"\W*(?:but\s+)?(?:so,?\s+(?:too,?\s+)?(?:did|had|was|were|has)|"
    r"the same (?:was|is|held|happened|applied)"
    r"(?: (?:true|seen|found))?(?: (?:of|for|with|in|to))?)\s+(?:the\s+)?",
    re.I,
)
# 'sham did the same'
_DID_SO = re.compile(
    r"(?:\s+(?:groups?|arm))?\s+(?:did|achieved|had|gave|brought|showed|produced)\s+"
    r"(?:the same|likewise|as much|as well|so too|so as well)\s*(?:[.,;(]|$)",
    re.I,
)


def likened(clause: Clause) -> list[int]:
    """Give the outcomes of a clause that only says that what was told holds of them too."""
    ids = clause.ids
    if clause.arms or not ids.isdisjoint(("null.neg", "comparison.between", "comparison.both")):
        return []
    figures = significances(clause.text, 0, len(clause.text))
    if figures and not any(figures):
        return []
    is_like = "refer.same" in ids or _LIKE.search(clause.text)
    return outcomes_in(clause.marks) if is_like else []


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
