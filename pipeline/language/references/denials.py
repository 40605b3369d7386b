"""Clauses that deny what was told before them: 'but not at 100 Hz', 'whereas EA did not'."""

import re

from pipeline.language.clauses.cutting import Clause
from pipeline.language.figures.inferences import significances
from pipeline.language.references.ellipsis import denied_for
from pipeline.language.references.memory import Memory
from pipeline.language.references.scope import OF_REGIMENS, OF_WHAT, OURS, is_of_arms
from pipeline.language.sentences.marks import is_of
from pipeline.language.statements.comparisons import DENIED

# What may stand before a denial that is about the outcome named before, and not of another.
_LEADS = (
    r"(?:(?:in|at|by|during|after|on|with|under|for|to|when|from|against|versus|than|"
    r"compared (?:with|to)|relative to)\s+(?:[\w-]+,?\s+){1,5}?)?"
    r"(?:(?:it|they|this|these|those|(?:the\s+)?(?:others?|rest|remainder|two|three|four|five|six|"
    r"seven|eight|nine|ten|\d+))\s+)?"
)
# 'but not at 100 Hz', 'those given sham did not'
_ELLIPSIS = re.compile(
    r"\s*,?\s*(?:but|though|although|yet|and|whereas|while|however)?,?\s*"
    + _LEADS
    + r"(?:not (?:in|at|with|for|after|by|to|on|over|during|under|when|until|significant|later|"
    r"thereafter|afterwards|beyond|subsequently)\b|"
    r"no (?:more|better|less) (?:with|than|in|so)\b|in no respect|"
    r"not (?:\w+ly )?(?:lower|higher|better|more|less|greater|longer|shorter) than\b|"
    r"(?<!who )(?:did|does|was|were|had|has) not\s*(?:\(|[.;,]|$))",
    re.I,
)
# 'whereas 2 Hz had no effect'
_CONTRAST = re.compile(
    r"\s*,?\s*(?:but|whereas|while|yet|though|although|however),?\s+" + _LEADS, re.I
)
# 'the weak one', '2 Hz'
_REGIMEN = re.compile(
    r"\W*(?:but|whereas|while|and)?\W*(?:the\s+)?(?:high|low|short|long|weak|strong|\d)", re.I
)
_DOSE_SUBJECT = re.compile(
    r"\W*(?:(?:but|whereas|while|and|yet)\W+)?(?:(?:with|at|by)\s+)?(?:the\s+)?"
    r"(?:\w+(?:er|est)\s+|(?:low|high|small|large|weak|middle|medium)\s+)?"
    r"(?:dose|dosage|frequency|intensity|current|concentration|amount|regimen|one)\b"
    r"(?:\s+of\s+[\d.]+\s*[\w/%µμ]+)?\s+(?:was|were|had|did|gave|proved|remained|brought|added)\b",
    re.I,
)
_DOSE = re.compile(r"(?<![\w-])\d")
# 'but none with sham'
_BUT_NONE = re.compile(r"\W*(?:but|and|whereas|while)?\s*none (?:of|with|for|from|after)\b", re.I)
# 'improved in one study and failed to do so in another'
_FAILED_ELSEWHERE = re.compile(r"\W*(?:but|and|whereas|while)?\s*fail\w* to do so\b", re.I)
# 'by week 12', 'at follow-up'
_WHEN = re.compile(
    r"\b(?:(?:weeks?|months?|days?|years?)\s*\d+|"
    r"(?:\d+|one|two|three|four|five|six|eight|ten|twelve)[\s-]*"
    r"(?:weeks?|months?|days?|years?|h|hours?)|follow-?up|immediate(?:ly)?|"
    r"end of (?:the )?(?:treatment|trial|study)|(?:after|post)[ -]?treatment|early|initial(?:ly)?|"
    r"short[- ]term|long[- ]term|later|finally|thereafter)\b",
    re.I,
)
# 'but the difference was not significant': what was told just before is no finding
_RETRACTS = re.compile(
    r"\s*,?\s*(?:but|although|though|however|yet|albeit|and|while|which|even if)?,?\s*"
    r"(?:(?:the|this|these|that|those|its|such|all)\s+)?(?:(?:between-group|group|observed|overall)\s+)?"
    r"(?:(?:differences?|changes?|trends?|effects?|reductions?|improvements?|increases?|decreases?|"
    r"results?|it|this|these|they|gains?|benefits?|rise|fall|drop|declines?|comparisons?)\s+)?(?:\w+\s+){0,3}?"
    r"(?:not|without|non-?|failed|fails|short of|never|no)\b\s*-?(?:\w+\s+){0,4}?"
    r"(?:statistical(?:ly)?\s+)?significan\w*(?:\s+(?:so|different|better|greater|larger))?(?:\s+between\s+(?:the\s+)?(?:two\s+)?groups)?\s*(?:[(\[].*)?[.,;]?\s*",
    re.I,
)
# 'but the gain may well have been'
_OF_CHANGE = re.compile(
    r"(?:\W|\b(?:but|and|though|although|yet|while|which|the|a|an|this|that|these|those|it|they|its|their|"
    r"all|both|between|group|groups|observed|overall|differences?|changes?|trends?|effects?|results?|"
    r"reductions?|improvements?|increases?|decreases?|gains?|benefits?|falls?|drops?|leads?|gap|"
    r"advantages?|contrasts?|was|were|is|are|may|might|could|can|did|does|do|has|have|had|been|be|well|"
    r"only|just|still|largely|easily|within|in|not|more|no|than|what|would|expected|statistically|with|interval|confidence|"
    r"CI|at|week|month|day|follow|up|end|\d+)\b)*",
    re.I,
)
_LONGEST = 16  # words of a clause that only says so
# 'whereas acupuncture did not'
_DID_NOT = re.compile(
    r"\s*,?\s*(?:but|whereas|while|and|although|though|yet)?,?\s*(?:the\s+)?[\w\s-]{2,40}?\s+"
    r"(?:did|does|do|was|were|had|has|could)\s?(?:not|n't)\s*(?:[.,;(]|$)",
    re.I,
)


def is_elliptic(clause: Clause) -> bool:
    """Whether a clause only denies: 'but not at 100 Hz'."""
    return bool(_ELLIPSIS.match(clause.text)) and not clause.names_outcomes


def denied_arm(clause: Clause, memory: Memory) -> str | None:
    """Tell whom a clause without outcomes denies a difference from, or that it is `DENIED`.

    `None` where it denies nothing of the kind.
    """
    if clause.names_outcomes or OURS.search(clause.text):
        return None
    told = None
    if memory.said:
        told = "group" if _is_level(clause) else denied_for(clause, is_near=True)
        if told in (None, DENIED) and _denies_ours_or_regimen(clause):
            return DENIED
    is_elsewhere = told in (None, DENIED) and bool(
        (memory.said and _sets_against(clause)) or _ELLIPSIS.match(clause.text)
    )
    return _denied_elsewhere(clause) if is_elsewhere else told


def _is_level(clause: Clause) -> bool:
    """Whether a clause compares the arms by figures none of which is significant."""
    if "comparison.between" not in clause.ids:
        return False
    figures = significances(clause.text, 0, len(clause.text))
    return bool(figures) and not any(figures)


def _denied_elsewhere(clause: Clause) -> str | None:
    named = [arm for _, arm in clause.arms]
    others = [arm for arm in named if arm != "intervention"]
    if others and not ("comparison.than" in clause.ids or "intervention" in named):
        return None
    return others[0] if others else DENIED


def _denies_ours_or_regimen(clause: Clause) -> bool:
    """Whether a clause denies for the intervention, or a dose of it: 'whereas EA did not'."""
    if _FAILED_ELSEWHERE.match(clause.text):
        return True
    if clause.arms:
        is_ours = clause.arms[0][1] == "intervention"
    else:
        is_ours = bool(_REGIMEN.match(clause.text))
    if "null.none" in clause.ids and _DOSE_SUBJECT.match(clause.text):
        return True
    return is_ours and bool(_DID_NOT.match(clause.text) or _BUT_NONE.match(clause.text))


def _sets_against(clause: Clause) -> bool:
    """Whether a clause sets against an effect a dose, time or arm that had none."""
    null = clause.first("null.none")
    lead = _CONTRAST.match(clause.text)
    if null is None or lead is None or OF_WHAT.search(clause.text, null.end - clause.start):
        return False
    start = null.start - clause.start
    return (
        any(mark.start < null.start for mark, _ in clause.arms)
        or bool(_DOSE.search(clause.text, 0, start))
        or is_of_arms(clause, lead.end(), start)
    )


def retracts(clause: Clause) -> bool:
    """Whether a clause takes back what was told: 'but the difference was not significant'."""
    if clause.names_outcomes or OF_REGIMENS.search(clause.text):
        return False
    if _is_chance(clause):
        return True
    return bool(_RETRACTS.fullmatch(clause.text))


def _is_chance(clause: Clause) -> bool:
    """Whether a clause says of what was told that it may be chance."""
    if "null.chance" not in clause.ids or _times(clause.text):
        return False
    if len(clause.text.split()) > _LONGEST:
        return False
    if any(is_of(mark, "arm.") for mark in clause.marks):
        return False
    chance = clause.first("null.chance")
    is_of_change = bool(_OF_CHANGE.fullmatch(clause.before(chance)))
    return is_of_change and not OF_WHAT.search(clause.text, chance.end - clause.start)


def denies_later(clause: Clause, before: str) -> bool:
    """Whether a clause denies at another time what was told: 'by week 12 the groups were alike'."""
    if "null.none" not in clause.ids or clause.names_outcomes:
        return False
    now, then = _times(clause.text), _times(before)
    return bool(now and then) and now.isdisjoint(then) and not OF_WHAT.search(clause.text)


def _times(text: str) -> set[str]:
    return {match.group().lower() for match in _WHEN.finditer(text)}
