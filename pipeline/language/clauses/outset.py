"""Clauses that tell how things stood at the outset, and no finding."""

import re
from collections.abc import Sequence

from pipeline.language.clauses.cutting import Clause
from pipeline.language.sentences.marks import Mark, change_of

# 'pain fell (6.2 at baseline, 3.1 at the end)'
_IN_FIGURES = re.compile(r"\([^()]*\d[^()]*\)")
# 'the groups were similar with regard to age and disability'
_OF_PATIENTS = re.compile(
    r"\b(?:in|for|of|to|by|as to|regarding) (?:the )?(?:mean )?(?:age|sex|gender)\b", re.I
)
# 'fell from that at baseline'
_SINCE_START = re.compile(
    r"\b(?:from|than|with|(?<!lost )to|versus|vs\.?|below|above|over|as|what|where)(?: \S+){0,6}$",
    re.I,
)
# 'the groups were comparable in baseline pain', 'baseline pain was similar'
_AT_BASELINE = re.compile(
    r"(?:\b(?:in|of|regarding|their)\s|^\W*(?:the\s)?)(?:mean\s)?baseline\s(?!to\b|and\b)\w", re.I
)
# 'baseline pain was higher with EA'
_WAS_AT_BASELINE = re.compile(
    r"\W*(?:the |mean |median )*baseline (?!to\b|and\b|adjusted)[\w -]{2,40}? (?:was|were) "
    r"(?:\w+ly )?(?:higher|lower|worse|greater|better|more|less|poorer|longer|shorter|milder)\b",
    re.I,
)
# 'before treatment the groups did not differ'
_BEFORE = re.compile(
    r"(?<!with )(?<!than )(?<!those )(?<!that )(?<!from )(?<!to )(?<!and )\b(?:before|prior to)\s+"
    r"(?:the\s+)?(?!.*\bafter\b)",
    re.I,
)
_BEFORE_ALL = re.compile(r"\W*(?:before|prior to)\b(?!.*\b(?:but|which|then)\b)\D*$", re.I)
# '42.0 at baseline and 42.1 at week 8', '69 at the outset, 70 at the finish'
_AND_THEN = re.compile(
    r"(?:\s+\w+)?(?:,?\s+(?:and|to|versus|vs\.?|against|but)|,)\s+"
    r"(?:at )?(?:\d|(?:at|in|on|by|after) (?:the )?"
    r"(?:(?:week|month|day) \d+|end|finish|follow-up) ?(?:[.;(,\d]|$))"
)
_OCCASION = re.compile(
    r"(?:\w+\s+)?(?:treatments?|interventions?|model\w*|operation|surgery|injury|therapy|injections?|"
    r"experiment|randomi[sz]ation|stimulation)\b",
    re.I,
)

# 'EA was started', 'was referred for EA'
_WAS_BEGUN = re.compile(
    r"(?: at [A-Z][\w, ()-]{1,60}?)?(?: \w+){0,3}? (?:was|were) "
    r"(?:\w+ly |then |also |therefore )?(?:start|beg[au]n|initiat|"
    r"tried|add|plan|chosen|given|introduc|offer|perform|appl|sought|propos|suggest|deliver)\w*"
)
_BEGAN = re.compile(
    r"\b(?:referred (?:to us )?(?:for|to)|started|began|received|tried|turned to|sought|underwent|"
    r"opted for|chose|was (?:offered|given|begun on|started on))(?: [\w-]+){0,3} $"
)
# 'Before EA pain was severe, which resolved'
_WHICH = re.compile(r"\W*which (?!was\b|were\b|did\b|had\b|is\b|differ)", re.I)
_REASON = re.compile(r"\b(?:because|since|as|when|although|whose|despite)\b", re.I)
_IN_SPITE = re.compile(r"\b(?:despite|in spite of|notwithstanding)(?: [\w-]+){0,3} $", re.I)
# 'two left because of lack of relief'
_GAVE_UP = re.compile(
    r"\b(?:withdrew|withdrawn|dropped out|drop-?outs?|quit|(?:discontinu|stopp)(?:ed|ing)|"
    r"left(?: the (?:study|trial))?(?= because| for| due| owing))\b"
    r"[^;.]*?\b(?:because|due to|owing to|for|since|on account of)\b[^,;.]*$",
    re.I,
)
_THEREFORE = re.compile(r"[,;]? (?:and )?(?:so|therefore|hence|thus|consequently)\b")


def is_reason_to_treat(text: str, marks: Sequence[Mark], place: int) -> bool:
    """Whether what stands at a place is why the treatment began: 'as pain persisted, EA was'.

    So is what lasted in spite of another treatment: 'pain persisted despite gabapentin', and why
    some left the study.
    """
    if _GAVE_UP.search(text[:place]):
        return True
    ours = [mark for mark in marks if "arm.intervention" in mark.ids]
    if not ours:
        others = (mark for mark in marks if "arm.active" in mark.ids)
        return any(_IN_SPITE.search(text, place, mark.start) for mark in others)
    begun = next(filter(None, (_WAS_BEGUN.match(text, mark.end) for mark in ours)), None)
    if place > ours[0].start:
        return begun is not None and bool(_REASON.search(text, begun.end(), place))
    is_why = _REASON.search(text, 0, place) or _THEREFORE.search(text, place, ours[0].start)
    return bool(is_why and (begun or _BEGAN.search(text, 0, ours[0].start)))


def is_at_outset(clause: Clause) -> bool:
    """Whether a clause tells how things stood at the outset, and not of a change since."""
    if clause.denies and (
        _is_before(clause) or _OF_PATIENTS.search(clause.text) or _AT_BASELINE.search(clause.text)
    ):
        return True
    if _WAS_AT_BASELINE.match(clause.text) or _is_all_before(clause):
        return True
    mark = clause.first("comparison.at_baseline")
    if mark is None or "comparison.baseline" in clause.ids:
        return False
    place = mark.start - clause.start
    if any(a.start() <= place < a.end() for a in _IN_FIGURES.finditer(clause.text)):
        return False
    if _AND_THEN.match(clause.text, mark.end - clause.start):
        return False
    return not _SINCE_START.search(clause.before(mark).rstrip()[-60:])


def begins_anew(clause: Clause) -> bool:
    """Whether a clause tells a change of its own, and no exception to what stands before it."""
    if clause.text.lstrip(" ,;").lower().startswith("except"):
        return False
    return any(map(change_of, clause.marks)) and (
        clause.names_outcomes
        or clause.ids & {"refer.again", "comparison.baseline", "arm.intervention"}
        or _WHICH.match(clause.text)
    )


def _is_all_before(clause: Clause) -> bool:
    """Whether a clause begins so, and gives no figures: 'Before EA pain was severe'."""
    return bool(_BEFORE_ALL.match(clause.text)) and _is_before(clause)


def _is_before(clause: Clause) -> bool:
    """Whether a clause says 'before the treatment', by whatever name."""
    begun = {mark.start - clause.start for mark in clause.marks if "arm.intervention" in mark.ids}
    return any(
        found.end() in begun or _OCCASION.match(clause.text, found.end())
        for found in _BEFORE.finditer(clause.text)
    )
