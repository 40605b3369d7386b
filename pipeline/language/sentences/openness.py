"""Verdicts that leave a question open, in whatever words: 'the data do not allow one to say'.

Fixed phrases stand in `cues.toml` under `verdict`. Here one is put together of two words that may
stand apart, each of a list under `open`: a lack ('could not', 'too few') and what it is a lack for
('be decided'), or what is left and how ('remains', 'an open question').
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.language.sentences.marks import Mark, is_outcome
from pipeline.language.words.lexicon import general_cues

_VERDICT = ("verdict.inconclusive",)
_SAME = r"(?:(?!\b(?:but|whereas|while|although)\b)[^;:])"  # goes on with the statement
_NEXT = r"(?:[\s,]+(?!(?:and|but|or|so)\b)[\w’'-]+)"
_IF = r"(?:whether|if|how far|how much|to what extent)"
_ASKING = ("whether", " if ", "how far", "how much", "what ", "the question", "doubt ", "doubts ")
# 'is open', but not 'the open field'
_ENDS = (
    r"(?=\s*(?:[.,;:)—]|$)|\s+(?:whether|if|how|what|for|as|on|in|by|until|at|with|and|so|because|"
    r"questions?)\b)"
)
_PARTS = re.compile(r";|\b(?:but|whereas|while|although|though)\b|, yet\b", re.I)
_RESULTS = r"\b(?:results?|findings?|effects?|outcomes?|evidence|data|conclusions?)\b"
# 'the evidence on electrophysiological parameters'
_RESULTS_ON = re.compile(rf"{_RESULTS} (?:on|about|for|as to|regarding|concerning) {_SAME}*$", re.I)
_STEM = 6  # letters


def with_open_questions(text: str, marks: list[Mark]) -> list[Mark]:
    """Add a mark for each word of such a verdict; that methods differ is none."""
    folded = f" {text.lower()}"
    marks = [m for m in marks if not ("verdict.conflict" in m.ids and _of_methods(text[: m.start]))]
    spans = [
        match.span(name)
        for phrase in _phrases()
        if phrase.may_be_in(folded)
        for match in phrase.pattern.finditer(text)
        for name in match.re.groupindex
    ]
    if not spans:
        return marks
    verdicts = [Mark(start, end, _VERDICT) for start, end in dict.fromkeys(spans)]
    return sorted([*marks, *verdicts])


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


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A verdict's words; a sentence that has no word of each group of `stems` does not hold it."""

    pattern: re.Pattern[str]
    stems: tuple[tuple[str, ...], ...]

    def may_be_in(self, folded: str) -> bool:
        return all(any(map(folded.__contains__, group)) for group in self.stems)


def _of_methods(before: str) -> bool:
    """Whether the last thing named is no result: 'the points needled' that 'were inconsistent'."""
    if _RESULTS_ON.search(before):
        return False
    methods = _one_of(general_cues().open["methods"])
    return bool(re.search(rf"\b(?:{methods})\b(?:(?!{_RESULTS}){_SAME}){{0,60}}$", before, re.I))


@cache
def _phrases() -> tuple[_Phrase, ...]:
    terms = general_cues().open
    words = {name: _one_of(listed) for name, listed in terms.items()}
    judge, prove, ruling = words["judging"], words["proving"], words["ruling"]
    lack = words["lack"]
    proved = rf"(?:yet\s+)?(?:be\s+|been\s+)?(?:{prove})"
    wholes = (
        (
            rf"\b(?<!the same )(?<!as much )(?P<a>{lack})\b(?! only){_SAME}{{0,90}}?"
            rf"\b(?P<b>{judge})\b",
            ("judging",),
        ),
        (rf"\b{_IF}\b{_SAME}{{0,160}}?\b(?P<a>(?:{lack})\s+{proved})\b", ("asking", "proving")),
        (rf"\b(?P<a>(?:{lack})\s+{proved})\s+{_IF}\b", ("asking", "proving")),
        (
            rf"\b(?P<a>too\s+(?:{words['scant']}))\b(?={_SAME}{{0,90}}?\s(?:to|for)\b){_SAME}{{0,150}}?"
            rf"\b(?P<b>{judge}|{prove}|{ruling})\b",
            ("too",),
        ),
        (
            rf"\b(?P<a>{words['left']})(?P<b>{_NEXT}{{0,4}}?\s+(?:{words['unsettled']}))\b{_ENDS}",
            ("unsettled",),
        ),
        (
            rf"\b(?P<a>{words['left']})(?P<b>{_NEXT}{{0,4}}?\s+(?:{words['vexed']}))\b",
            ("asking", "vexed"),
        ),
    )
    stems = {name: _stems(listed) for name, listed in terms.items()}
    stems |= {"asking": _ASKING, "too": ("too ",)}
    return tuple(
        _Phrase(re.compile(pattern, re.I), tuple(stems[name] for name in names))
        for pattern, names in wholes
    )


def _stems(terms: Iterable[str]) -> tuple[str, ...]:
    """Give the beginnings of the longest words of terms, one of which a text with a term has."""
    found = {max(re.split(r"[ *]", term), key=len)[:_STEM].lower() for term in terms}
    return tuple(s for s in sorted(found) if not any(o != s and o in s for o in found))


def _one_of(terms: Iterable[str]) -> str:
    """Give the terms of a list as one pattern; `*` stands for any ending."""
    written = (re.escape(t).replace(r"\ ", r"\s+").replace(r"\*", r"\w*") for t in terms)
    return "|".join(sorted(written, key=len, reverse=True))
