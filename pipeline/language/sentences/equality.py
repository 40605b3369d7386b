"""Equality told by two words that frame what is equal: 'as fast as with sham'."""

import re
from collections.abc import Iterator, Sequence

from pipeline.language.sentences.marks import FOREIGN, Mark, arm_of

_NOT_MORE = (
    r"(?<!\bnot )(?<!n't )(?<!\bhalf )(?<!\btwice )(?<!\btimes )(?<!\bthird )(?<!\bquarter )"
)
_NO_COUNT = r"(?!\s+(?:possible|\d|half|an?\b|one|two|three|if|though|planned|expected|intended))"
# 'as slow as', 'as much after sham as after EA'
_AS_AS = re.compile(
    rf"\b{_NOT_MORE}as\s+(?!soon|well|long|far|early|late|of|in|the|an?|part|with|for|to)"
    rf"(?:[a-z]+ly\s+)?[a-z-]+\s+(?P<one>as)\b{_NO_COUNT}|"
    rf"\b{_NOT_MORE}as\s+(?!soon|long|early|late|of|in|the|an?|part|with|for|to)"
    r"[a-z-]+\s+(?:with|in|after|under|on|by|for|from|among)\s+[^,;.]{2,40}?\s+"
    r"(?P<two>as)\s+(?=with|in|after|under|on|by|for|from|among|did)|"
    rf"\b(?P<three>no less than)\b{_NO_COUNT}",
    re.I,
)
# 'as did that of the controls'
_AS_DID = re.compile(r"\bas\s+(?:did|had|was|were|it did|it was)\b", re.I)
_MAY_EQUAL = re.compile(r"\bas\b|\bno less\b", re.I)
_NEXT = re.compile(r"\s+(?:(?:the|that|those|of|in|with|given|who|had|under|after|for)\s+)*")
_THAN = ("comparison.than",)
_TAKEN = (_THAN, ("null.not_neg",))
_EQUAL = ("null.none", "null.alike", *_THAN)


def with_equalities(text: str, marks: list[Mark]) -> list[Mark]:
    """Add a mark for the second 'as' of 'as … as'; it takes the place of 'as in'."""
    if not _MAY_EQUAL.search(text):
        return marks
    found = [*_equalities(text, marks), *_as_did(text, marks)]
    if not found:
        return marks
    starts = {mark.start for mark in found}
    return sorted([*(mark for mark in marks if mark.start not in starts), *found])


def _as_did(text: str, marks: Sequence[Mark]) -> Iterator[Mark]:
    """Give a mark for 'as did' before another arm: 'pain fell, as did that of the controls'."""
    for match in _AS_DID.finditer(text):
        if any(
            arm_of(mark) in FOREIGN and _NEXT.fullmatch(text, match.end(), mark.start)
            for mark in marks
        ):
            yield Mark(*match.span(), ("null.alike",))


def _equalities(text: str, marks: Sequence[Mark]) -> Iterator[Mark]:
    for match in _AS_AS.finditer(text):
        start, end = match.span(match.lastgroup)
        held = [mark for mark in marks if mark.start < end and start < mark.end]
        if all(mark.ids in _TAKEN and mark.start == start for mark in held):
            yield Mark(start, max([end, *(mark.end for mark in held)]), _EQUAL)
