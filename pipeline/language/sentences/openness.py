"""Verdicts that leave a question open, in whatever words: 'the data do not allow one to say'.

Fixed phrases stand in `cues.toml` under `verdict`. Here one is put together of two words that may
stand apart, each of a list under `open`: a lack ('could not', 'too few') and what it is a lack for
('be decided'), or what is left and how ('remains', 'an open question').
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from pipeline.language.sentences.marks import Mark, is_of, is_outcome
from pipeline.language.words.lexicon import general_cues

_VERDICT = ("verdict.inconclusive",)
_KEPT = ("arm.", "comparison.", "refer.", "break.", "verdict.")
_SAME = r"(?:(?!\b(?:but|whereas|while|although)\b)[^;:])"  # goes on with the statement
_NEXT = r"(?:[\s,]+(?!(?:and|but|or)\b)[\w’'-]+)"
_IF = r"(?:whether|if|how far|how much|to what extent)"
_QUESTION = re.compile(rf"\b(?:{_IF}|question|doubts?|what (?:\w+ ){{1,3}}does)\b", re.I)
_OPENS = re.compile(rf"\b{_IF}\b", re.I)
# 'is open', but not 'the open field'
_ENDS = (
    r"(?=\s*(?:[.,;:)—]|$)|\s+(?:whether|if|how|what|for|as|on|in|by|until|at|with|and|so|because|"
    r"questions?)\b)"
)
# what may be asked besides the effect itself: how it comes about, how long it lasts, who had what
_BESIDES = re.compile(
    r"\b(?:mechanisms?|pathways?|long(?:er)?[- ]term|long(?:er)? run|durab\w+|durations?|lasts?|"
    r"lasting|persists?|endures?|sustained|holds?|wears? off|beyond|optimal|optimum|doses?|"
    r"dosages?|frequenc(?:y|ies)|allocat\w+|blind\w*|guessed|assignment|predicts?|due to|take part|"
    r"how much of|through|via|by way of|how (?!far\b|much\b|well\b)|why|which)\b",
    re.I,
)
_SAME_OF = re.compile(r"\b(?:the same|as much|likewise)\s+$", re.I)  # 'cannot be said of fatigue'
_PARTS = re.compile(r";|\b(?:but|whereas|while|although|though)\b|, yet\b", re.I)
_AROUND = 60  # characters


def with_open_questions(text: str, marks: list[Mark]) -> list[Mark]:
    """Add a mark for each word of such a verdict; it takes the place of words of change."""
    gate, patterns = _patterns()
    if not gate.search(text):
        return marks
    spans = [
        match.span(name)
        for pattern, asks in patterns
        if not asks or _QUESTION.search(text)
        for match in pattern.finditer(text)
        if not _asks_besides(text, *match.span())
        for name in match.re.groupindex
        if match[name] is not None
    ]
    if not spans:
        return marks
    kept = [mark for mark in marks if _is_kept(mark) or not _is_within(mark, spans)]
    return sorted([*kept, *(Mark(start, end, _VERDICT) for start, end in dict.fromkeys(spans))])


def left_open(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """Give the marks of what a sentence leaves open: of the statement with the verdict, or before.

    None where it has no verdict.
    """
    said = [mark for mark in marks if "verdict.inconclusive" in mark.ids]
    if not said:
        return []
    edges = [0, *(match.start() for match in _PARTS.finditer(text)), len(text)]
    for start, end in reversed([*pairwise(edges)]):
        held = [mark for mark in marks if start <= mark.start < end]
        if any(start <= mark.start < end for mark in said):
            before = [mark for mark in marks if mark.start < end]
            return held if any(map(is_outcome, held)) else before
    return []


def _is_kept(mark: Mark) -> bool:
    return is_outcome(mark) or is_of(mark, *_KEPT)


def _is_within(mark: Mark, spans: Sequence[tuple[int, int]]) -> bool:
    return any(mark.start < end and start < mark.end for start, end in spans)


def _asks_besides(text: str, start: int, end: int) -> bool:
    """Whether what is left open is not whether there is an effect."""
    if _SAME_OF.search(text, 0, start):
        return True
    asked = _OPENS.search(text)
    if asked:
        return bool(_BESIDES.search(text, asked.start(), asked.end() + 2 * _AROUND))
    return bool(_BESIDES.search(text, max(0, start - _AROUND), end + _AROUND))


@cache
def _patterns() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], bool], ...]]:
    """Give what every such verdict has, and the verdicts, with whether each needs a question."""
    words = {name: _one_of(terms) for name, terms in general_cues().open.items()}
    judge, prove, ruling = words["judging"], words["proving"], words["ruling"]
    lack = words["lack"]
    proved = rf"(?:yet\s+)?(?:be\s+|been\s+)?(?:{prove})"
    wholes = (
        (rf"\b(?P<a>{lack})\b{_SAME}{{0,90}}?\b(?P<b>{judge})\b", False),
        (rf"\b{_IF}\b{_SAME}{{0,160}}?\b(?P<a>(?:{lack})\s+{proved})\b", False),
        (rf"\b(?P<a>(?:{lack})\s+{proved})\s+{_IF}\b", False),
        (
            rf"\b(?P<a>too\s+(?:{words['scant']}))\b(?:{_SAME}{{0,90}}?\s(?:to|for)\b){_SAME}{{0,60}}?"
            rf"\b(?P<b>{judge}|{prove}|{ruling})\b",
            False,
        ),
        (
            rf"\b(?P<a>{words['left']})(?P<b>{_NEXT}{{0,4}}?\s+(?:{words['unsettled']}))\b{_ENDS}",
            False,
        ),
        (rf"\b(?P<a>{words['left']})(?P<b>{_NEXT}{{0,4}}?\s+(?:{words['vexed']}))\b", True),
        (
            rf"\b(?P<a>(?:neither\s+|either\s+|not\s+)?(?:be\s+)?(?:{prove}|{judge})\s+n?or\s+(?:be\s+)?"
            rf"(?:{words['refuting']}))\b",
            False,
        ),
        (rf"\b(?P<a>{words['wanting']})\b{_SAME}{{0,60}}?\b(?P<b>{ruling})\b", False),
        (rf"\b(?P<a>{ruling})\b{_SAME}{{0,60}}?\b(?P<b>{words['premature']})\b", False),
        (rf"\b(?P<a>(?:{words['none']}){_NEXT}{{0,2}}?\s+(?:{ruling}))\b", False),
    )
    gate = "|".join((judge, prove, ruling, words["unsettled"], words["vexed"], words["refuting"]))
    return (
        re.compile(rf"\b(?:{gate})\b", re.I),
        tuple((re.compile(pattern, re.I), asks) for pattern, asks in wholes),
    )


def _one_of(terms: Iterable[str]) -> str:
    """Give the terms of a list as one pattern; `*` stands for any ending."""
    written = (re.escape(t).replace(r"\ ", r"\s+").replace(r"\*", r"\w*") for t in terms)
    return "|".join(sorted(written, key=len, reverse=True))
