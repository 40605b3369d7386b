"""Headings within a sentence: a name before a colon, 'Numbness: no change'."""

import re
from collections.abc import Sequence

from pipeline.language.sentences.marks import Mark, is_of, is_outcome

_LONGEST = 14  # words
# 'Weight-bearing deficit: EA 11%, model 34%'
_AMOUNTS = re.compile(r"[^\d;.]{0,25}\d[^;]*")


def is_after_name(text: str, colon: re.Match[str], marks: Sequence[Mark]) -> bool:
    """Whether a colon parts an outcome from what is told of it: 'Numbness: no change'."""
    if colon.group() != ":":
        return False
    head = text[max(text.rfind(stop, 0, colon.start()) for stop in ";:") + 1 : colon.start()]
    start = colon.start() - len(head)
    before = [mark for mark in marks if start <= mark.start < colon.start()]
    if len(head.split()) > _LONGEST:
        return False
    if not any(map(is_outcome, before)):
        return False
    told = [mark for mark in marks if is_of(mark, "change.", "null.")]
    if not any(mark in told for mark in before):
        return True
    amounts = _AMOUNTS.match(text, colon.end())
    return amounts is not None and not any(
        amounts.start() <= mark.start < amounts.end() for mark in told
    )
