"""What is told and is no finding: plans, motives, harms, others' findings, correlations."""

import re
from collections.abc import Sequence

from pipeline.language.clauses.clause import Clause
from pipeline.language.findings import BETTER, NULL, WORSE
from pipeline.language.sentences.marks import Mark, is_of
from pipeline.language.statements.statement import Statement

# 'may relieve pain through less inflammation', 'which may explain the effect'
_MAY = r"\b(?:may|might|could|possibly|probably|presumably|perhaps|potentially)\b"
_POSSIBLY_BY = re.compile(
    rf"{_MAY}[^;.]*?\b(?:through|via|mediated by|owing to|due to|involv\w+|related to|linked to|"
    r"by \w+ing)\b",
    re.I,
)
_POSSIBLY_WHY = re.compile(
    rf"{_MAY} (?:\w+ ){{0,4}}?(?:expla\w+|underl\w+|contribut\w+|responsible|account for|be how)\b",
    re.I,
)
# 'Secondary outcomes were sleep and fatigue', 'Primary outcome: patients with pain relief'
_LISTS_OUTCOMES = re.compile(
    r"\b(?:(?:primary|secondary|main|principal|other) (?:outcomes?|end-?points?)(?: measures?)?|"
    r"outcomes? of interest|^\W*outcomes?(?: (?:measures?|variables|assessed|measured|evaluated))*)"
    r"(?:: (?:the )?(?:number|proportion|rate|changes?|time) "
    r"(?:of|in|from|to)\b(?!.*(?:[<=>]|\d\.\d|\b(?:was|were|did|fell|rose|vs|versus|than|against)\b))|"
    r"\s+(?:was|were|included?|are|is|comprised)\s+(?!(?:in|no|all|both|also|met)\b|"
    r"\w*(?:not|significant|similar|better|lower|higher|reduced|improved|increased|decreased|"
    r"comparable|reached|positive|negative|different)\b))",
    re.I,
)
# 'two trials did not report pain'
_UNREPORTED = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|RCTs?|articles?|papers?|reviews?) (?:did|do|does) not "
    r"(?:report|assess|measure|describe|mention)\b"
)
# 'pain, sleep and adverse events did not differ'
_AND_HARMS = re.compile(
    r"(?!.*\b(?:other|as|had|in|with|without)\b)[\w\s,()-]*(?:,|\b(?:and|n?or))\s"
    r"(?:(?:the )?(?:incidence|rate|number|frequency|occurrence)s? of )?"
)
_LEVEL = re.compile(r"differ|similar|comparable|alike")
# 'fewer adverse events, and improved sleep'
_THEN_GAINS = re.compile(
    r"(?: (?:of|in|with|from|than|was|were) [^,;]*?)?,? (?:and|but) (?:the |\w+ly |also |can )?"
)
# 'sleep improved with few adverse events'
_APART = re.compile(r"[,;]|\b(?:and|with|without|but)\b")
_ASIDES = frozenset(
    ("role.adverse", "role.future", "role.correlate", "role.supposed", "role.excluded")
)
_AHEAD = _ASIDES | {"role.motive"}
_ABOUT_SUBJECT = frozenset(("role.motive", "role.taken"))
# 'IL-6 fell, and its fall correlated'
_AND_ANOTHER = re.compile(
    r"\b(?:and|but|nor) (?:its|their|this|none|neither|nobody|it|they|was|were|did|had|no)\b|"
    r"\bthat $"
)
# 'users of EA had more pain', 'those who chose EA': that is why they chose it
_USERS_OF = re.compile(
    r"\bnon-?users\b|\busers (?:had|were|more)\b|"
    r"\b(?:users? of|who (?:had |were )?(?:used|chose|sought|tried|opted for|referred for)) $",
    re.I,
)
# 'pain that no drug relieved was the main reason', 'those with pain were enrolled'
_OF_SUBJECT = re.compile(
    r"(?!.*\b(?:who|which|when|after|once|as|in|until|before|and|but)\b)[^,;]*"
)
# 'patients often have numbness', 'pain is commonly worse at night'
_OFTEN = r"(?:often|commonly|usually|frequently|seldom|rarely|typically)"
_USUALLY = re.compile(
    rf"\b(?:(?:is|are|has|have|can|may) (?:most |more |very )?{_OFTEN}\b|"
    rf"{_OFTEN} (?:have|report|suffer|give|lead|cause|develop|complain|experience|persist|remain|"
    r"worsen|recover|show|need|\w+[b-df-hj-rt-z]s)\b)",
    re.I,
)
_NEAR = 30  # characters


def lists_outcomes(text: str) -> bool:
    """Whether a sentence only names the outcomes of studies, or those that they do not report."""
    return bool(_LISTS_OUTCOMES.search(text) or _UNREPORTED.search(text))


def is_general_truth(text: str, marks: Sequence[Mark]) -> bool:
    """Whether a sentence tells how an illness usually is, and of no treatment of ours."""
    is_ours = any("arm.intervention" in mark.ids for mark in marks)
    return not is_ours and bool(_USUALLY.search(text))


def is_aside(clause: Clause, statement: Statement, *, is_review: bool) -> bool:
    """Whether a statement is a plan, a motive, a harm, somebody else's finding or a correlation."""
    return (
        _is_supposed(clause, statement, is_review=is_review)
        or (statement.value == WORSE and _is_of_users(clause))
        or any(_sets_aside(clause, mark, statement, is_review) for mark in clause.marks)
    )


def _is_supposed(clause: Clause, statement: Statement, *, is_review: bool) -> bool:
    """Whether a statement is a way that is only possible.

    In a trial or an experiment 'could relieve' tells that it did.
    """
    way = _POSSIBLY_BY.search(clause.text, 0, statement.start - clause.start)
    if way and (is_review or not way.group().lower().startswith("could")):
        return True
    return bool(_POSSIBLY_WHY.search(clause.text, statement.end - clause.start))


def _sets_aside(clause: Clause, mark: Mark, statement: Statement, is_review: bool) -> bool:
    """Whether a mark tells that a statement is no finding."""
    if _is_of_ours(clause, mark) or _is_listed_with(clause, mark, statement):
        return False
    if mark.start < statement.start:
        return not _AHEAD.isdisjoint(mark.ids) or ("role.prior" in mark.ids and not is_review)
    between = clause.text[statement.end - clause.start : mark.start - clause.start]
    if _OF_SUBJECT.fullmatch(between) and not _ABOUT_SUBJECT.isdisjoint(mark.ids):
        return True
    is_near = len(between) <= _NEAR and not _AND_ANOTHER.search(between)
    return is_near and not _ASIDES.isdisjoint(mark.ids)


def _is_of_users(clause: Clause) -> bool:
    """Whether a clause is about those who chose our treatment, and not about what it did."""
    befores = [clause.before(mark) for mark, arm in clause.arms if arm == "intervention"]
    return any(map(_USERS_OF.search, (clause.text, *befores)))


def _is_of_ours(clause: Clause, mark: Mark) -> bool:
    """Whether a word of correlation links the intervention itself with what follows it."""
    if "role.correlate" not in mark.ids:
        return False
    return any(
        "arm.intervention" in other.ids and 0 <= mark.start - other.end <= _NEAR
        for other in clause.marks
    )


def _goes_on_to_gain(clause: Clause, harm: Mark) -> bool:
    """Whether an outcome or a change is told of right after a harm: 'side effects and improves'."""
    joint = _THEN_GAINS.match(clause.text, harm.end - clause.start)
    told = {
        mark.start - clause.start for mark in clause.marks if is_of(mark, "change.", "outcome.")
    }
    return joint is not None and joint.end() in told


def _is_listed_with(clause: Clause, mark: Mark, statement: Statement) -> bool:
    """Whether harms stand in a list with an outcome that a change is told of, or beside a gain."""
    gap = clause.text[statement.end - clause.start : max(0, mark.start - clause.start)]
    if mark.start < statement.start and statement.value == NULL and _LEVEL.search(clause.text):
        gap = clause.text[mark.end - clause.start : statement.start - clause.start]
    if "role.adverse" not in mark.ids or not statement.has_chain:
        return False
    if statement.value == BETTER and mark.start > statement.end:
        return bool(_APART.search(gap))
    if statement.value == BETTER and _goes_on_to_gain(clause, mark):
        return True
    return statement.value != WORSE and bool(_AND_HARMS.fullmatch(gap))
