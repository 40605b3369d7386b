"""Words set within a statement, at which a sentence is not cut: 'IL-6, raised by CCI, fell'."""

import re
from collections.abc import Iterator, Sequence

from pipeline.language.clauses.regimens import names_form
from pipeline.language.sentences.marks import Mark, is_of, is_outcome

# 'velocity, on which a pilot had reported a gain, did not change'
_REPORTED = re.compile(
    r",\s+(?:(?:on|of|in|for|to)\s+)?(?:which|whose|whom)\b[^,;]{0,60}?\b(?:had|has|have)\s+"
    r"[^,;]{3,80},(?=\s)"
)
# 'the impact of symptoms on sleep'
_IMPACT_OF = re.compile(
    r"\b(?:impact|influence|burden|effect)(?P<of> of (?:the )?(?:[\w-]+ ){1,4}?(?=on\b))", re.I
)
# 'the loss caused by the crush was …', 'the rise that CCI had brought about was …'
_MADE = re.compile(
    r" (?:(?:caused|induced|produced|provoked|evoked|elicited|brought about) by [^,;]{2,40}?|"
    r"(?:that|which) [^,;]{2,40}? had (?:caused|induced|produced|provoked|brought about)|"
    r"(?:seen|found|observed|present) in (?:the )?[^,;]{2,30}?)(?= (?:was|were|did|could|had) )"
)
# 'after adjusting for age and baseline pain, …'
_ADJUSTED = re.compile(
    r"\b(?:(?:adjust|controll|correct|account)(?:ing|ed|ment) for|(?:excluding|removing) the "
    r"(?:influences?|effects?) of)(?P<what> [^.;:()]{2,120}?)(?=[.;:()]|, ?(?!and\b)|$)",
    re.I,
)
# 'EA, but not paracetamol, relieved'
_BUT_NOT = re.compile(
    r"(?: groups?| arms?)?(?: \([^()]*\))?,? but not (?!\w+ly\b)(?:(?:with|in|by|after|for) )?"
    r"(?:the )?(?:[A-Za-z][\w-]* ){0,2}?[A-Za-z][\w-]*(?: \([^()]*\))?,?(?= )"
)
# 'of the five symptoms (pain, numbness …), only numbness fell'
_ONLY_OF = re.compile(
    r"\b(?P<all>of (?:the |all |these )?(?:[\w-]+ ){1,5}\([^()]{3,150}\)),? only\b", re.I
)
_SET_OFF = re.compile(r",\s+(?:[^,;:()]|\([^()]{1,30}\)){4,70},(?=\s)")
_GOES_ON = re.compile(
    r"\s+(?:\w+ly\s+|then\s+|also\s+|now\s+|again\s+|all\s+|both\s+)?(?:was|were|is|are|had|has|have|"
    r"did|could|would|remained|stayed|came|went|fell|rose|sank|grew|became|began|returned|proved|"
    r"showed|underwent|reached|regained|yielded|gave|held|dropped|climbed|\w{2,}ed)\b"
)
_NEXT = 16  # characters
_HURT = frozenset(("role.insult", "arm.control", "arm.inert"))
_PAST = _HURT | {"comparison.at_baseline"}


def without_interposed(text: str, marks: Sequence[Mark]) -> tuple[str, tuple[Mark, ...]]:
    """Give a sentence with blanks for what stands between its words: 'fatigue, however, fell'."""
    for start, end in _interposed(text, marks):
        text = text[:start] + " " * (end - start) + text[end:]
        marks = [mark for mark in marks if not start <= mark.start < end]
    return text, tuple(marks)


def _interposed(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _REPORTED.finditer(text))
    yield from _histories(text, marks)
    yield from (match.span("all") for match in _ONLY_OF.finditer(text))
    for match in _ADJUSTED.finditer(text):
        held = [mark for mark in marks if match.start("what") <= mark.start < match.end()]
        if not any(is_of(mark, "arm.", "change.", "null.") for mark in held):
            yield match.span()
    for mark in marks:
        if "arm.intervention" in mark.ids and (match := _BUT_NOT.match(text, mark.end)):
            after = next((m for m in marks if m.start >= match.end()), None)
            held = [m for m in marks if match.start() <= m.start < match.end()]
            if (
                after is not None
                and after.start - match.end() <= _NEXT
                and is_of(after, "change.", "comparison.than", "role.significant")
                and all(is_of(m, "break.", "null.neg") for m in held)
                and not names_form(match.group())
            ):
                yield match.span()
    for match in _MADE.finditer(text):
        held = [mark for mark in marks if match.start() <= mark.start < match.end()]
        if any(not _HURT.isdisjoint(mark.ids) for mark in held):
            yield match.span()
    for match in _IMPACT_OF.finditer(text):
        held = [mark for mark in marks if match.start("of") <= mark.start < match.end()]
        if any(map(is_outcome, held)) and not any(is_of(mark, "arm.") for mark in held):
            yield match.span("of")
    for mark in (mark for mark in marks if "break.adverb" in mark.ids):
        start = len(text[: mark.start].rstrip())
        if text[start - 1 : start] == "," and text[mark.end : mark.end + 1] == ",":
            yield start - 1, mark.end + 1
        last = next((m for m in reversed(marks) if m.end <= mark.start), None)
        is_next = last is not None and is_outcome(last) and last.end == start
        if is_next and _GOES_ON.match(text, mark.end):
            yield mark.start, mark.end


def _histories(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """Find what an outcome was at first, or an injury made of it: 'IL-6, raised by CCI, fell'."""
    start = 0
    while match := _SET_OFF.search(text, start):
        start = match.end() - 1
        held = [mark for mark in marks if match.start() <= mark.start < match.end()]
        before = [mark for mark in marks if mark.end <= match.start()]
        if (
            any(not _PAST.isdisjoint(mark.ids) for mark in held)
            and not any("arm.intervention" in mark.ids or is_outcome(mark) for mark in held)
            and any(map(is_outcome, before))
            and not is_of(before[-1], "change.", "null.")
            and _GOES_ON.match(text, match.end())
        ):
            yield match.span()


def is_relative(text: str, mark: Mark) -> bool:
    """Whether 'which …,' is set within a statement that goes on after it."""
    if text[mark.start : mark.end].lower() != "which":
        return False
    comma = text.find(",", mark.end)
    return 0 <= comma - mark.end <= 80
