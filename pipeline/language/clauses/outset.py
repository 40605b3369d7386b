"""Clauses that tell how things stood at the outset, and no finding."""

import re
from collections.abc import Sequence

from pipeline.language.clauses.clause import Clause
from pipeline.language.sentences.marks import Mark, change_of

# 'the groups were similar with regard to age and disability', 'comparable in baseline pain'
_OF_PATIENTS = re.compile(
    r"\b(?:in|for|of|to|by|as to|regarding) (?:the )?(?:mean )?"
    r"(?:age|sex|gender|baseline (?!to\b|and\b)\w+)\b",
    re.I,
)
# 'baseline pain was higher with EA'
_WAS_AT_BASELINE = re.compile(
    r"\W*(?:the |mean |median )*baseline (?!to\b|and\b|adjusted)[\w -]{2,40}? (?:was|were) "
    r"(?:\w+ly )?(?:higher|lower|worse|greater|better|more|less|poorer|longer|shorter|milder)\b",
    re.I,
)
# 'the baseline scores of pain did not differ'
_ALIKE_AT_BASELINE = re.compile(
    r"\W*(?:the |mean |median )*(?:baseline|pre-?treatment|pre-?operative) "
    r"(?!to\b|and\b|adjusted)[^;]{2,90}? (?:was|were|did not|showed no|had no)\b",
    re.I,
)
# 'fell from that at baseline'
_SINCE_START = re.compile(
    r"\b(?:from|than|with|(?<!lost )to|versus|vs\.?|against|below|above|over|as|what|where)"
    r"(?: \S+){0,6}$",
    re.I,
)
# '42.0 at baseline and 42.1'
_AND_THEN = re.compile(r"(?:\s+\w+)?,?\s+(?:and|to|versus|vs\.?|against|but)\s+(?:at )?\d")
# 'low on arrival and no lower afterwards', 'at baseline and at week 8'
_LATER = re.compile(
    r"\b(?:afterwards?|thereafter|later|since|remained|"
    r"(?:at|in|on|by|after) (?:the )?(?:(?:week|month|day) \d+|"
    r"\w+ (?:weeks?|months?|days?|sessions?|visits?)|end|finish|follow-up|discharge))\b",
    re.I,
)
# 'before treatment the groups did not differ'
_BEFORE = re.compile(
    r"(?<!with )(?<!than )(?<!those )(?<!that )(?<!from )(?<!to )(?<!and )\b(?:before|prior to)\s+"
    r"(?:the\s+)?(?!.*\bafter\b)",
    re.I,
)
# 'initially, there was no difference'
_INITIALLY = re.compile(r"\W*(?:initially|at first|in the beginning),? (?!\w+ed\b)", re.I)
_OCCASION = re.compile(
    r"(?:\w+\s+)?(?:treatments?|interventions?|model\w*|operation|surgery|injury|therapy|injections?|"
    r"experiment|randomi[sz]ation|stimulation|procedures?|sessions?)\b|"
    r"(?!(?:week|month|day|and|it|they|discharge|bed|bedtime|sleep|death)\b)[a-z]+(?=\s*[,;.(]|$)",
    re.I,
)
# 'EA was started'
_WAS_BEGUN = re.compile(
    r"(?: at [A-Z][\w, ()-]{1,60}?)?(?: \w+){0,3}? (?:was|were) "
    r"(?:\w+ly |then |also |therefore )?(?:start|beg[au]n|initiat|"
    r"tried|add|plan|chosen|given|introduc|offer|perform|appl|sought|propos|suggest|deliver)\w*"
)
_REASON = re.compile(r"\b(?:because|since|as|when|although|whose|despite)\b", re.I)
_THEREFORE = re.compile(r"[,;]? (?:and )?(?:so|therefore|hence|thus|consequently)\b")
# 'two left because of lack of relief'
_GAVE_UP = re.compile(
    r"\b(?:withdrew|withdrawn|dropped out|drop-?outs?|quit|(?:discontinu|stopp)(?:ed|ing)|"
    r"left(?: the (?:study|trial))?(?= because| for| due| owing))\b"
    r"[^;.]*?\b(?:because|due to|owing to|for|since|on account of)\b[^,;.]*$",
    re.I,
)


def is_reason_to_treat(text: str, marks: Sequence[Mark], place: int) -> bool:
    """Whether what stands at a place is why the treatment began, or why some left the study."""
    if _GAVE_UP.search(text[:place]):
        return True
    ours = next((mark for mark in marks if "arm.intervention" in mark.ids), None)
    begun = _WAS_BEGUN.match(text, ours.end) if ours else None
    if begun is None:
        return False
    if place > ours.start:
        return bool(_REASON.search(text, begun.end(), place))
    return bool(_REASON.search(text, 0, place) or _THEREFORE.search(text, place, ours.start))


def is_at_outset(clause: Clause) -> bool:
    """Whether a clause tells how things stood at the outset, and not of a change since."""
    if clause.denies and (
        _is_before(clause) or _OF_PATIENTS.search(clause.text) or _INITIALLY.match(clause.text)
    ):
        return True
    is_level = clause.denies or "null.alike" in clause.ids
    if (_ALIKE_AT_BASELINE if is_level else _WAS_AT_BASELINE).match(clause.text):
        return True
    mark = clause.first("comparison.at_baseline")
    if mark is None or "comparison.baseline" in clause.ids:
        return False
    before = clause.before(mark)
    if before.count("(") > before.count(")") or _LATER.search(clause.text):
        return False
    if _AND_THEN.match(clause.text, mark.end - clause.start):
        return False
    return not _SINCE_START.search(before.rstrip()[-60:])


def begins_anew(clause: Clause) -> bool:
    """Whether a clause tells a change of its own, and goes not on about what stands before it."""
    is_exception = clause.text.lstrip(" ,;").lower().startswith("except")
    return not is_exception and any(map(change_of, clause.marks))


def _is_before(clause: Clause) -> bool:
    """Whether a clause says 'before the treatment', by whatever name."""
    begun = {mark.start - clause.start for mark in clause.marks if "arm.intervention" in mark.ids}
    return any(
        found.end() in begun or _OCCASION.match(clause.text, found.end())
        for found in _BEFORE.finditer(clause.text)
    )
