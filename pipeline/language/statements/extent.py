"""How far an effect reaches: not where it is trivial, or of some patients, times or trials only."""

import re

from pipeline.language.clauses.cutting import Clause
from pipeline.language.clauses.regimens import is_limited
from pipeline.language.findings import BETTER, NULL, SPLIT
from pipeline.language.sentences.marks import FOREIGN
from pipeline.language.statements.groups import Group
from pipeline.language.words.numerals import NUMERAL, value_of

# 'two of three trials', 'four of the nine subscales'
_TRIALS = re.compile(
    rf"(?P<some>{NUMERAL})(?:\s+out)?\s+of\s+(?:the\s+|these\s+|all\s+)?(?P<all>{NUMERAL})\s+(?:\w+\s+){{0,2}}?"
    r"(?:trials|studies|RCTs|reports|reviews|meta-analyses|scales|subscales|tests|measures|items|"
    r"domains|outcomes|parameters|indices|components|sites)\b",
    re.I,
)
# 'only 4 of 20 patients'
_FEW = re.compile(
    rf"\b(?:only|just|merely|no more than)\s+(?P<some>{NUMERAL})(?:\s+out)?\s+of\s+"
    rf"(?:the\s+|these\s+)?(?P<all>{NUMERAL})\b(?!\s+(?:\w+\s+)?(?:trials|studies|RCTs|reports|reviews))",
    re.I,
)
# 'improved at three months only'
_AT_TIMES = re.compile(
    r"\bonly (?:at|until|during|for|in) (?:the )?(?:[\w-]+ )?"
    r"(?:first|weeks?|months?|days?|hours?|follow)\b|"
    r"\b(?:at|until|during|for|in) (?:the )?(?:[\w-]+ )?(?:weeks?|months?|days?|hours?|follow-up)"
    r"(?: \d+)? (?:only|alone)\b|"
    rf"\bat {NUMERAL} (?:out )?of (?:the )?{NUMERAL} "
    r"(?:visits|time[- ]?points|assessments|occasions)\b",
    re.I,
)
# 'only the physical component', 'the vitality domain alone'
_OF_PART = re.compile(
    r"\bonly (?:the |its |their )?(?:[\w-]+ ){0,3}?"
    r"(?:component|domain|subscale|dimension|item|half|summary|part)s?\b|"
    r"\b(?:component|domain|subscale|dimension|item|half|summary) (?:alone|only)\b",
    re.I,
)
# 'smaller than what patients call worthwhile', 'below any difference of importance'
_BELOW = re.compile(
    r"\b(?:below|less than|smaller than|short of|beneath|under)\s+"
    r"(?:the\s|an?\s|any\w*\s|what\s|that\s|which\s|change\s|difference\s|amount\s|level\s|of\s|to\s|by\s|is\s|\w+ly\s){0,6}?"
    r"(?:patients?|minim(?:al|um)|smallest|MCID|MID|worth\w*|notice\w*|relevan\w+|importan\w+|"
    r"meaningful|percepti\w+)\b",
    re.I,
)
# 'without either contrast being significant'
_NOT_SIGNIFICANT = re.compile(
    r"\b(?:not|without|never|neither|nor)\b(?:\s+[\w-]+){0,5}?\s+significan(?:t|ce|tly)"
    r"(?=\s*(?:[.,;:()]|$|(?:at|in|for|on|so|between|with)\b))",
    re.I,
)
# 'by margins of which chance is an unlikely author'
_UNLIKELY = re.compile(
    r"\bchance\b.{0,30}\b(?:unlikely|excluded|ruled out)\b|"
    r"\b(?:unlikely|hardly)\b.{0,30}\bchance\b",
    re.I,
)
# 'and not significantly with sham'
_NEXT_ARM = re.compile(
    r"\s+(?:in|with|under|for|by|on|after)\s+(?:the\s+|those\s+)?(?:\w+\s+){0,2}$"
)
# 'had not yet faded'
_NOT_YET = re.compile(r"\b(?:not|never|n't)\s+$", re.I)


def limited(value: str, clause: Clause, group: Group) -> str:
    """Give the value again, `SPLIT` where the clause says that the effect does not reach far."""
    if value not in (BETTER, NULL):
        return value
    is_small = _is_trivial(clause, group) or _is_of_some_trials(clause.text)
    is_partial = value == BETTER and (
        not clause.ids.isdisjoint(("null.minority", "null.confined"))
        or _is_of_few(clause.text)
        or bool(_AT_TIMES.search(clause.text) or _OF_PART.search(clause.text))
        or is_limited(clause.text, names_arms=bool(clause.arms))
    )
    return SPLIT if is_small or is_partial else value


def is_by_chance(clause: Clause, start: int, stop: int) -> bool:
    """Whether what `sentence[start:stop]` tells is said to be no more than chance may give."""
    marks = [m for m in clause.marks if "null.chance" in m.ids and start <= m.start < stop]
    places = [mark.end - clause.start for mark in marks]
    denial = _NOT_SIGNIFICANT.search(clause.text, start - clause.start, stop - clause.start)
    if denial:
        places.append(denial.end())
    return not excludes_chance(clause) and any(
        not _is_of_another_arm(clause, place) for place in places
    )


def excludes_chance(clause: Clause) -> bool:
    """Whether chance is named as no likely reason: 'chance is an unlikely author'."""
    return bool(_UNLIKELY.search(clause.text))


def is_called_trivial(clause: Clause) -> bool:
    """Whether a clause calls what was told before too small to matter."""
    return "null.trivial" in clause.ids or bool(_BELOW.search(clause.text))


def _is_of_another_arm(clause: Clause, place: int) -> bool:
    """Whether an arm that is no treatment of ours stands next after a place."""
    return any(
        arm in FOREIGN
        and mark.start - clause.start >= place
        and _NEXT_ARM.fullmatch(clause.text, place, mark.start - clause.start)
        for mark, arm in clause.arms
    )


def is_passing(clause: Clause, group: Group, sentence: str) -> bool:
    """Whether an effect is said not to have lasted, or to be of some alone."""
    fade = clause.first("null.fade", "null.confined")
    if fade is None or fade.start < group.end:
        return False
    return not _NOT_YET.search(sentence, max(group.end, fade.start - 8), fade.start)


def _is_trivial(clause: Clause, group: Group) -> bool:
    """Whether a difference is called too small to matter."""
    trivial = clause.first("null.trivial")
    below = _BELOW.search(clause.text)
    places = [trivial.start] if trivial else [clause.start + below.start()] if below else []
    return any(place > group.start or "change.differ" in clause.ids for place in places)


def _is_of_some_trials(text: str) -> bool:
    """Whether only a part of the trials found it: 'two of three trials'."""
    match = _TRIALS.search(text)
    return match is not None and value_of(match["some"]) < value_of(match["all"])


def _is_of_few(text: str) -> bool:
    """Whether only a minority of those treated gained: 'only 4 of 20 patients'."""
    match = _FEW.search(text)
    return match is not None and value_of(match["some"]) < value_of(match["all"]) / 2
