"""Cutting an abstract into sentences, each with its place in the text."""

import re
from dataclasses import dataclass

from pipeline.records import AbstractSection

_END = re.compile(r"[.!?…\n](?:(?<=\n)\n*|(?<!\n)['\"’”)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9Α-Ωα-ω]))")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[vV][sS]|i\.?p|i\.?v|s\.?c|i\.?m|e\.g|i\.e|et al|cf|approx|Fig|No|Nos|Dr|Prof|St|"
    r"ca|resp|spp|Eq|Ref|U\.S|a\.m|p\.m|Inc|Ltd|Co)|\b[A-Z]|\b[pP])\.$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`abstract[start:end]` and the label of the section that it stands in."""

    text: str
    start: int
    end: int
    label: str | None = None


def sentences(sections: tuple[AbstractSection, ...]) -> list[Sentence]:
    """Give the sentences of an abstract in order; offsets are into its joined text."""
    found: list[Sentence] = []
    offset = 0
    for section in sections:
        for start, end in _spans(section.text):
            text = section.text[start:end]
            found.append(Sentence(text, offset + start, offset + end, section.label))
        offset += len(section.text) + 1
    return found


def _spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        stop = match.start() + len(match.group().rstrip())
        if text[match.start()] == "." and _ABBREVIATION.search(
            text, max(start, match.start() - 8), match.start() + 1
        ):
            continue
        _add(spans, text, start, stop)
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
