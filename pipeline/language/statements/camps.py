"""Trials in two camps: 'five found a benefit and three none', 'some were positive, others not'."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.language.sentences.marks import Mark, change_of, is_of, is_outcome
from pipeline.language.statements.negation import is_unmeasured

_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty)"
_NOUN = r"(?:trials?|stud(?:y|ies)|RCTs?|reports?|reviews?|meta-analys[ie]s|authors)"
_SOME = (
    rf"(?:(?:an)?others?|some|several|many|most|half|a (?:few|single|large|small)|"
    rf"{_WORD}|\d+(?= (?:[a-z]+ )?{_NOUN}\b)|the (?:rest|remainder))\b"
    r"(?! (?:groups?|arms?|times?|\w*weeks?|months?|days?|years?|sides?|nerves?|points?)\b)"
)
_TRIALS = re.compile(rf"\b{_NOUN}\b", re.I)
_CAMP = re.compile(rf"\b{_SOME}", re.I)
_OTHER_CAMP = re.compile(
    rf"\W*(?:(?:with|in|for|by|of|to|the|other|further|remaining|unchanged|absent|not|none)\s+)*"
    rf"{_SOME}",
    re.I,
)
_PART = re.compile(r"[;:,]|\b(?:and|but|while|whereas|yet|though|although)\b", re.I)
_FOR = re.compile(r"\b(?:positive|favou?rabl[ey]|significant)\b", re.I)
_AGAINST = re.compile(r"\b(?:negative|null|neutral|none|nothing)\b", re.I)


def are_in_camps(text: str, marks: Sequence[Mark], *, is_review: bool) -> bool:
    """Whether a sentence sets trials that found something against others that did not."""
    if not (is_review or _TRIALS.search(text)):
        return False
    edges = [0, *(match.start() for match in _PART.finditer(text)), len(text)]
    is_for = is_against = False
    for start, end in pairwise(edges):
        part = text[start:end]
        held = [mark for mark in marks if start <= mark.start < end]
        if any(is_of(mark, "null.") for mark in held) or _AGAINST.search(part):
            is_own = any(map(is_outcome, held)) or is_unmeasured(part)
            begin = _PART.match(part)
            is_other = _OTHER_CAMP.match(part, begin.end() if begin else 0)
            is_against = is_against or bool(is_other and not is_own)
        elif any(map(change_of, held)) or _FOR.search(part):
            is_for = is_for or bool(_CAMP.search(part))
    return is_for and is_against
