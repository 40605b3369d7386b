"""Turning what is told of another arm into what it says of the intervention."""

import re
from dataclasses import replace

from pipeline.language.clauses.clause import Clause
from pipeline.language.findings import BETTER, NULL, WORSE
from pipeline.language.sentences.marks import FOREIGN
from pipeline.language.statements.comparisons import Comparison

# 'better than at week 4'
_THAN_TIME = re.compile(
    r"\bthan (?:on|at|in|before|after|during|from) (?:the )?(?:\w+ )?"
    r"(?:day|week|month|baseline|phase|year|hour)",
    re.I,
)
# a null that is one between arms
_APART = re.compile(
    r"differ|superior|better|exceed|just as|indistinguish|told apart|separat|advantage|parted|"
    r"part company|"
    r"similar to|comparable (?:to|with)|equal to|equivalent to|"
    r"same (?:as|with|under|after)\b|than\b",
    re.I,
)
# 'no difference was found in the sham group', from its model
_ONLY_IN = re.compile(
    r"\bno (?:\w+ ){0,2}(?:differences?|changes?) (?:was |were |could be )?(?:\w+ )?in (?:the )?"
    r"(?:[\w-]+ ){1,3}groups?\b(?!.*\b(?:between|from|than|compared|with)\b)",
    re.I,
)
_DIFFERENCE = re.compile(
    r"differen|differ\b|similar|comparable|superior|inferior|better|in?distinguish|equal|alike|equivalent|"
    r"identical|the same (?:in|for|with|at|extent|degree|amount)|(?:was|were) the same|parallel|"
    r"superimpos|overlap|coincid|\badd(?:ed|itional|ition)\b|\bextra\b|nothing (?:further|more)|"
    r"\bmore\b|\bahead\b|between them|benefit|advantage|over\b|separat|tell apart|told apart",
    re.I,
)


def turned(
    value: str, comparison: Comparison, clause: Clause, *, is_comparative: bool
) -> tuple[str, Comparison]:
    """Turn a value the way that the comparison is turned; give both as they are of our arm.

    `is_comparative` where words such as 'greater' tell of one arm against another.
    """
    comparison = _with_ours(value, comparison, clause, is_comparative)
    is_valued = value in (BETTER, WORSE)
    if comparison.turn < 0:
        value = {BETTER: WORSE, WORSE: BETTER}.get(value, value)
    if comparison.against == "within" and (
        (value == NULL and _DIFFERENCE.search(clause.text))
        or (is_valued and is_comparative and not comparison.is_both)
    ):
        comparison = comparison.of("group")
    return value, comparison


def _with_ours(
    value: str, comparison: Comparison, clause: Clause, is_comparative: bool
) -> Comparison:
    """Compare our arm with another of which alone a clause tells: 'sham was inferior'."""
    if comparison.turn != 0 or comparison.subject not in FOREIGN:
        return comparison
    ours = Comparison(comparison.subject, "intervention", 1, comparison.is_both)
    if value == NULL:
        if len(clause.arms) > 1 and "comparison.than" not in clause.ids:
            return comparison  # 'sham did not differ from the model'
        if _ONLY_IN.search(clause.text):
            return comparison
        is_apart = "null.alike" in clause.ids or _APART.search(clause.text)
        return ours if is_apart else comparison
    is_told = value in (BETTER, WORSE) and comparison.against == "within" and is_comparative
    is_turned = is_told and not _THAN_TIME.search(clause.text)
    return replace(ours, turn=-1) if is_turned else comparison
