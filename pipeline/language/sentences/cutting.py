"""Cutting an abstract into sentences, each with its place in the text."""

import re
from dataclasses import dataclass

from pipeline.records import AbstractSection

# what begins a sentence: a capital, a digit, or a name that is written small, as 'hs-CRP', 'p38'
_BEGINS = (
    r"[\"'“‘(\[]*(?:[A-Z0-9Α-Ωα-ω①-⑳]|[a-z][a-z\-‐-―]{0,8}[A-Z0-9Α-Ωα-ω]|(?:von|van) [A-Z]|"
    r"(?:de ?qi|in vitro|in vivo|ex vivo|post[ -]hoc)\b)"
)
# a reference's number, as in 'improved.[12] Sleep' and 'improved.12 Sleep'
_REFERENCE = r"(?:\[[\d,\s–-]+\]|(?<=[a-z]{3}\.)\d{1,3}(?:[,–-]\d{1,3})*(?=\s+[A-Z]))?"
# where the space is missing, or in the wrong place: 'P < .05.Numbness was', '(P < 0.05) .Numbness'
_GLUED = (
    r"(?:(?<=[a-z\d)\]%]\.)|(?<=[\d)\]%] \.))(?=(?:[A-Z][a-z]+|A)\s)"
    r"(?<!\be\.g\.)(?<!\bi\.e\.)"
)
# '…; (2) TNF-α fell', '…;②TNF-α fell'
_NUMBERED_ITEM = r"(?<=[\w)%];)(?:\s+(?=(?:and )?\(\d\)\s)|\s*(?=[①-⑳]))"
_END = re.compile(
    # beginning with a set, `re` skips from one to the next
    rf"[。．；.!?…;\n](?:(?<=[。．；])(?!\d)\s*|(?<![。．；])(?:{_NUMBERED_ITEM}|(?<=\n)\n*|"
    rf"(?<![;\n])(?:{_REFERENCE}['\"’”)\]]*\s+(?={_BEGINS})|{_GLUED}|(?=[①-⑳]))))"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:[vV][sS]?|i\.?p|i\.?v|s\.?c|i\.?m|e\.g|i\.e|et al|cf|[aA]pprox|Figs?|Nos?|Drs?|Mrs?|"
    r"Ms|Prof|St|Sp|ca|resp|spp|Eqs?|Refs?|Tabs?|Vol|Suppl|Univ|Dept|incl|excl|esp|viz|U\.S|a\.m|p\.m|"
    r"Inc|Ltd|Co)|[(,]\s?(?:max|min)|\b[A-Z]|\b[pP])\.$"
)
# 'no. 3', 'GB. 34'
_NUMBERED = re.compile(r"\b(?:no|nos|ST|SP|LI|GB|BL|KI|LR|HT|PC|TE|SJ|SI|LU|CV|GV|DU|RN|EX)\.$")
_DECIMAL = re.compile(r"[<>=≤≥]\s?0\.$")  # 'P < 0. 01'
_NUMBER = re.compile(r"\s+(?:[A-Za-z]{2,9}-?)?\d")
# a capital that ends what it stands for: 'in group A.', 'at 22 °C.', 'in A and B.'
_LABEL = re.compile(
    r"(?:\b(?:group|arm|type|class|grade|stage|phase|protocol|regimen|treatment|vitamin|hepatitis|"
    r"cohort|device|site|category|sequence|fib(?:er|re)|factor)s?\s+[A-Z]|°\s?[CF]|"
    r"\b[A-Z](?:,|\s+and|\s+or|\s+to|\s+versus|\s+than)\s+(?:in\s+)?[A-Z])\.$",
    re.I,
)
_ITEM = re.compile(r"\s*\(?\d{1,2}")  # '1. Pain fell.'
_BACK = 24  # characters
_LONG = 7  # letters, more than any shortened word has


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
        if text[match.start()] == "." and _goes_on(text, start, match.start()):
            continue
        _add(spans, text, start, stop)
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _goes_on(text: str, start: int, stop: int) -> bool:
    """Whether a full stop at a place ends a shortened word and not the sentence."""
    if stop - start > _LONG and text[stop - _LONG : stop].isalpha():
        return False
    end, back = stop + 1, max(start, stop - _BACK)
    if _ITEM.fullmatch(text, start, stop) or _DECIMAL.search(text, back, end):
        return True
    if _NUMBERED.search(text, back, end):
        return bool(_NUMBER.match(text, end))
    return bool(_ABBREVIATION.search(text, back, end)) and not _LABEL.search(text, back, end)


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
