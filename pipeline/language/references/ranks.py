"""Afterthoughts that rank the arms in what was told of all: 'less so with EA'."""

import re

from pipeline.language.clauses.clause import Clause
from pipeline.language.findings import BETTER, WORSE
from pipeline.language.sentences.marks import FOREIGN

_LEAD = (
    r"[\s,(]*(?:(?:but|and|yet|though|although|albeit|while|whereas|again|if|even|only|in|both|is|"
    r"was)\s+)*"
)
_EFFECT = (
    r"(?:improvements?|changes?|drops?|falls?|gains?|reductions?|decreases?|increases?|effects?|"
    r"benefits?|relief|rises?|differences?|recovery)"
)
_MORE = "larger|greater|bigger|stronger|higher|more"
_LESS = "smaller|lesser|weaker|lower|less"
# 'less so', 'to a lesser degree', 'the improvement being larger', 'with the larger improvement'
_RANK = re.compile(
    rf"{_LEAD}(?:\w+ly |much |far )*(?:"
    rf"(?:by )?(?:(?P<more>more|faster|further)|less)(?: so| pronounced| marked| \w+ly)?\b|"
    rf"to an? (?:\w+ )?(?:(?P<higher>{_MORE})|{_LESS}) (?:degree|extent)\b|"
    rf"(?:with |by )?(?:the|an?|its|these|those|that) {_EFFECT} (?:being |was |were )?"
    rf"(?:\w+ly )?(?:(?P<larger>{_MORE})|{_LESS})\b|"
    rf"(?:with |by )?(?:the|a) (?:\w+ly )?(?:(?P<greater>{_MORE})|{_LESS}) {_EFFECT}\b)",
    re.I,
)
_TO_ARM = re.compile(
    r"\W*(?:(?:so|pronounced|marked|of the two|than|in|with|under|after|among|for|by|on|from|that|"
    r"those|the|of|given|receiving|who|had|got|being|seen|found|observed|achieved|arm|group|to|"
    r"points?|[\d.]+)\W+)*$",
    re.I,
)
# 'gabapentin was clearly stronger', 'gabapentin reduced it further'
_OF_OTHER = re.compile(
    r"(?: (?:was|were|did|the|it|them|much|\w+ly|\w+ed(?= (?:it|them)\b)))* "
    r"(?:superior|better|stronger|further|more|greater|(?:being |came out |finished |drew )?ahead|"
    r"having the (?:edge|lead|advantage)|in (?:the lead|front))\b",
    re.I,
)


def rank_of(clause: Clause) -> tuple[str, str] | None:
    """Tell whether our arm did better or worse than which other; `None` where none is ranked."""
    if clause.names_outcomes or not clause.ids.isdisjoint(("null.neg", "null.none")):
        return None
    rank = _RANK.match(clause.text)
    if rank is None:
        return _rank_of_other(clause)
    at = clause.start + rank.end()
    arms = [(mark, arm) for mark, arm in clause.arms if mark.start >= at]
    if not arms or arms[0][1] == "reference":
        return None
    mark, arm = arms[0]
    if not _TO_ARM.match(clause.text[rank.end() : mark.start - clause.start]):
        return None
    is_against = " than " in clause.before(mark)
    is_ours = (arm == "intervention") != is_against
    other = next((name for _, name in arms if name != "intervention"), "group")
    return (BETTER if any(rank.groups()) == is_ours else WORSE), other


def _rank_of_other(clause: Clause) -> tuple[str, str] | None:
    """Read a clause in which another arm did better: 'but gabapentin was superior'."""
    mark, arm = clause.arms[0] if clause.arms else (None, None)
    if mark is None or arm not in FOREIGN or "comparison.between" in clause.ids:
        return None
    is_first = re.fullmatch(_LEAD, clause.before(mark), re.I)
    is_better = is_first and _OF_OTHER.match(clause.text, mark.end - clause.start)
    return (WORSE, arm) if is_better else None
