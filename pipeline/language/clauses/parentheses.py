"""Words set within a statement, at which a sentence is not cut: 'EA, but not sham EA, cut pain'."""

import re
from collections.abc import Iterator, Sequence

from pipeline.language.clauses.histories import histories
from pipeline.language.sentences.marks import Mark, is_of, is_outcome

_BUT_NOT = re.compile(r"but not\s+", re.I)
# 'sleep, unfortunately, did not improve'
_ADVERB = re.compile(r",\s+(?!respectively)[a-z]+ly,(?=\s)")
_STOP = re.compile(r"[;:](?=\s)|\s[—–]\s|—")
# 'fatigue, however, was not eased'
_VERB_NEXT = re.compile(
    r"\s*,?\s*(?:was|were|is|are|did|does|do|had|has|have|could|would|remained|remains?|stayed|"
    r"failed|fell|rose|showed|improved|worsened)\b"
)
_NOT = re.compile(r"\b(?:not|never|n't)\s*,\s*$")
_OWN_VERB = re.compile(
    r",\s+(?:\w+ly\s+)?(?:was|were|is|are|had|has|have|did|fell|rose|went|came|grew|underwent|"
    r"remained|\w+ed)\b"
)
_LONGEST = 80  # characters of an aside


def sets_aside(text: str, mark: Mark, marks: Sequence[Mark]) -> bool:
    """Whether 'but not' sets another arm aside within one statement: 'EA, but not sham EA, cut'."""
    match = _BUT_NOT.match(text, mark.start)
    if not match:
        return False
    if _is_parenthesis(text, match, marks) or _is_outcome_aside(text, match, marks):
        return True
    ends = [at] if (at := text.find(",", match.end())) >= 0 else []
    ends += [m.start for m in marks if m.start > match.end() and "change." in m.ids[0]]
    end = min(ends, default=-1)
    if end < 0 or end - match.end() > 40:
        return False
    return any(
        match.end() <= other.start < end and {"arm.inert", "arm.active"} & set(other.ids)
        for other in marks
    )


def without_interposed(text: str, marks: Sequence[Mark]) -> tuple[str, tuple[Mark, ...]]:
    """Give a sentence with blanks for the adverbs between its words: 'fatigue, however, fell'."""
    for start, end in _interposed(text, marks):
        text = text[:start] + " " * (end - start) + text[end:]
        marks = [mark for mark in marks if not start <= mark.start < end]
    return text, tuple(marks)


def _interposed(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    yield from histories(text, marks)
    yield from (match.span() for match in _ADVERB.finditer(text))
    yield from _of_the_outset(text, marks)
    for mark in marks:
        if "break.adverb" not in mark.ids:
            continue
        start = len(text[: mark.start].rstrip())
        is_set_off = text[start - 1 : start] == "," and text[mark.end : mark.end + 1] == ","
        if _VERB_NEXT.match(text, mark.end) or (is_set_off and not _tells(text, marks, mark)):
            yield (start - 1, mark.end + 1) if is_set_off else (mark.start, mark.end)


def _of_the_outset(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """Find what stands between an outcome and its verb: 'pain, 6.2 at baseline, fell to 3.1'."""
    for mark in marks:
        if "comparison.at_baseline" not in mark.ids:
            continue
        start, end = text.rfind(",", 0, mark.start), text.find(",", mark.end)
        if start < 0 or not 0 <= end - start <= _LONGEST or not _OWN_VERB.match(text, end):
            continue
        aside = [other for other in marks if start <= other.start < end]
        if not any(map(is_outcome, aside)) and not any(is_of(m, "change.") for m in aside):
            yield start, end + 1


def _tells(text: str, marks: Sequence[Mark], adverb: Mark) -> bool:
    """Whether something is told in a statement before an adverb."""
    stop = max((stop.end() for stop in _STOP.finditer(text, 0, adverb.start)), default=0)
    told = [mark for mark in marks if stop <= mark.start < adverb.start]
    if told and _NOT.search(text, told[-1].start, adverb.start):
        told.pop()
    return any(is_of(mark, "change.", "null.") for mark in told)


def _is_parenthesis(text: str, but_not: re.Match[str], marks: Sequence[Mark]) -> bool:
    """Whether 'but not …,' stands between an adjective and its noun: 'heat, but not cold, pain'."""
    end = text.find(",", but_not.end())
    if not 0 <= end - but_not.end() <= 30 or text[: but_not.start()].rstrip()[-1:] != ",":
        return False
    named = list(filter(is_outcome, marks))
    told = [m for m in marks if m.end <= but_not.start() and m.ids[0].startswith("change.")]
    return (
        bool(told)
        and any(0 <= m.start - end <= 3 for m in named)
        and not any(told[-1].end <= m.start < end for m in named)
    )


def _is_outcome_aside(text: str, but_not: re.Match[str], marks: Sequence[Mark]) -> bool:
    """Whether an outcome is set aside before a verb: 'pain, but not sleep, was better'."""
    end = text.find(",", but_not.end())
    if not 0 <= end - but_not.end() <= 60 or not _OWN_VERB.match(text, end):
        return False
    if not any(but_not.end() <= m.start < end for m in filter(is_outcome, marks)):
        return False
    before = [m for m in marks if m.end <= but_not.start() and is_of(m, "change.", "outcome.")]
    return bool(before) and is_outcome(before[-1])


def is_relative(text: str, mark: Mark) -> bool:
    """Whether 'which …,' is set within a statement that goes on after it."""
    if text[mark.start : mark.end].lower() != "which":
        return False
    comma = text.find(",", mark.end)
    return 0 <= comma - mark.end <= 80
