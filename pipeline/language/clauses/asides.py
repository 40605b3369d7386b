"""What is told and is no finding: plans, harms, others' findings, correlations."""

import re

from pipeline.language.clauses.cutting import Clause
from pipeline.language.findings import BETTER, WORSE
from pipeline.language.sentences.marks import Mark
from pipeline.language.statements.statement import Statement

# 'unclear whether EA helps', 'insufficient for a conclusion on its efficacy'
_ON_EFFECT = re.compile(
    r"\b(?:whether|if|(?:on|about|regarding|concerning|as to) (?:the )?(?:\w+ )?"
    r"(?:efficacy|effectiveness|effects?|benefits?|usefulness|value))\b",
    re.I,
)
# 'may relieve pain through less inflammation': a way that is called only possible
_POSSIBLY_BY = re.compile(
    r"\b(?:may|might|could|possibly|probably|presumably|perhaps|potentially)\b[^;.]*?\b"
    r"(?:through|via|mediated by|owing to|due to|involv\w+|related to|linked to|by \w+ing)\b",
    re.I,
)
# 'Secondary outcomes were sleep and fatigue'
_LISTS_OUTCOMES = re.compile(
    r"\b(?:primary|secondary|main|principal|other) (?:outcomes?|end-?points?)(?: measures?)?\s+"
    r"(?:was|were|included?|are|is|comprised)\s+(?!\w*(?:not|no|significant|similar|better|lower|higher|"
    r"reduced|improved|increased|decreased|comparable|also|met|reached|positive|negative|different)\b)",
    re.I,
)
# 'pain, sleep and adverse events did not differ'
_AND_HARMS = re.compile(
    r"(?!.*\b(?:other|as|had|in|with|without)\b)[\w\s,-]*(?:,|\b(?:and|n?or))\s"
)
# 'sleep improved with few adverse events'
_APART = re.compile(r"[,;]|\b(?:and|with|without|but)\b")
_ASIDES = frozenset(
    ("role.adverse", "role.future", "role.correlate", "role.supposed", "role.excluded")
)
# 'but it was associated with'
_GOING_ON = re.compile(r"\W*(?:(?:and|but|yet|though) )?(?:it )?(?:also )?")
# 'IL-6 fell, and its fall correlated'
_AND_ANOTHER = re.compile(
    r"\b(?:and|but|nor) (?:its|their|this|none|neither|nobody|it|they|was|were|did|had|no)\b"
)
_NEAR = 30  # characters


def lists_outcomes(text: str) -> bool:
    """Whether a sentence only names the outcomes of a study, even among its results."""
    return bool(_LISTS_OUTCOMES.search(text))


def is_aside(clause: Clause, statement: Statement, *, is_review: bool) -> bool:
    """Whether a statement is a plan, a harm, somebody else's finding or a correlation."""
    way = _POSSIBLY_BY.search(clause.text) if is_review else None
    if way and statement.start >= clause.start + way.end():
        return True
    lead = clause.text[: statement.start - clause.start]
    if "verdict.inconclusive" in clause.ids and _ON_EFFECT.search(lead):
        return True
    for mark in clause.marks:
        subject = statement.comparison.subject
        if _is_of_ours(clause, mark, subject) or _is_listed_with(clause, mark, statement):
            continue
        is_before = mark.start < statement.start
        between = clause.text[max(0, statement.end - clause.start) : mark.start - clause.start]
        is_near = is_before or (len(between) <= _NEAR and not _AND_ANOTHER.search(between))
        if is_near and not _ASIDES.isdisjoint(mark.ids):
            return True
        if is_before and "role.prior" in mark.ids and not is_review:
            return True
    return False


def _is_of_ours(clause: Clause, mark: Mark, subject: str | None) -> bool:
    """Whether a word of correlation links the intervention itself with what follows it."""
    if "role.correlate" not in mark.ids:
        return False
    if subject == "intervention" and _GOING_ON.fullmatch(clause.before(mark)):
        return True
    return any(
        "arm.intervention" in other.ids and 0 <= mark.start - other.end <= _NEAR
        for other in clause.marks
    )


def _is_listed_with(clause: Clause, mark: Mark, statement: Statement) -> bool:
    """Whether harms stand in a list with an outcome that a change is told of, or after a gain."""
    gap = clause.text[statement.end - clause.start : max(0, mark.start - clause.start)]
    if "role.adverse" not in mark.ids or not statement.has_chain:
        return False
    is_gain = statement.value == BETTER and mark.start > statement.end
    if is_gain:
        return bool(_APART.search(gap))
    return statement.value != WORSE and bool(_AND_HARMS.fullmatch(gap))
