"""Patients counted by how they fared: 'better in 19 of 121', 'gone in eight, the same in ten'."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.language.sentences.marks import (
    FOREIGN,
    PERSIST,
    Mark,
    arm_of,
    change_of,
    is_of,
    is_outcome,
)
from pipeline.language.words.numerals import NUMERAL, value_of

_PEOPLE = (
    r"(?:patients|participants|people|persons|subjects|cases|women|men|children|adults|eyes|hands|"
    r"wrists|limbs|survivors|rats|mice|animals|of them|of those|of these)"
)
_NOT_PEOPLE = (
    r"(?!\s*(?:%|per cent|percent|points?\b|sessions?\b|treatments?\b|weeks?\b|months?\b|days?\b|"
    r"years?\b|hours?\b|min|mm\b|cm\b|m/s|ms\b|Hz|mA|mg|scales?\b|tests?\b|items?\b|measures?\b|"
    r"groups?\b|arms?\b|trials?\b|studies\b|grades?\b|times\b|RCTs|nerves?\b|reports?\b|reviews?\b|"
    r"outcomes?\b|domains?\b|subscales?\b|parameters?\b|centres?\b|centers?\b|cycles?\b))"
)
_FRACTION = {"quarter": 1 / 4, "third": 1 / 3, "fifth": 1 / 5, "half": 1 / 2, "minority": 1 / 4}
_ALL = r"(?:the |these |those |all |our |a total of )*"
_PERCENT = r"\d+(?:\.\d+)?) ?(?:%|per ?cent)"
# '19 of 121', '19 (16%)', '16% of patients', 'a third of the patients', '19 patients', 'in 19'
_COUNT = re.compile(
    rf"(?<!every )(?<!each )(?<!any )(?<!from )(?<!to )(?:(?<!was )(?<!rated )|(?!.{{0,12}}of 10))"
    rf"(?P<some>{NUMERAL})(?: out)? of {_ALL}(?P<all>{NUMERAL})"
    rf"{_NOT_PEOPLE}|"
    rf"(?P<k>{NUMERAL})(?: {_PEOPLE})? ?\((?P<percent>{_PERCENT}\)|"
    rf"(?P<share>{_PERCENT} of {_ALL}{_PEOPLE}\b|"
    rf"\bin (?:a further |another |only )?(?P<in_share>{_PERCENT}|"
    rf"\b(?:an? |one[ -])(?P<part>quarter|third|fifth|half|minority) of {_ALL}"
    rf"(?:{_PEOPLE}|{NUMERAL})\b|"
    rf"(?P<only>\bonly |\bjust )?(?P<people>{NUMERAL}) {_PEOPLE}(?!\s+\w+ed to)\b|"
    rf"(?P<who>{NUMERAL})(?= (?:were|was|had|did|improved|reported|recovered|experienced|"
    r"obtained|felt|noticed|gained|responded|showed|became|got|remained)\b)|"
    r"\b(?:in (?P<in_only>only |just )?(?:the )?|the (?:other |remaining ))"
    rf"(?P<in_some>{NUMERAL})\b{_NOT_PEOPLE}(?: \((?P<per_cent>{_PERCENT}\))?",
    re.I,
)
_SIZES = ("some", "k", "people", "who", "in_some")
_TOTAL = re.compile(rf"\b(?:of|among) {_ALL}(?P<n>{NUMERAL})\b{_NOT_PEOPLE}", re.I)
_PART = re.compile(
    r"[;,:]|\b(?:and|but|while|whereas|yet|though|although)\b|"
    rf"\bor\b(?=[^;,:]{{0,40}}?\b{NUMERAL}\b)",
    re.I,
)
_BRACKETED = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Tally:
    """What share of the patients counted gained; `is_named` where words call it a gain."""

    share: float
    is_named: bool


@dataclass(frozen=True, slots=True)
class _Count:
    """How many patients fared well or not; of how many, where it is told."""

    size: float
    of: float | None
    marks: Sequence[Mark]
    is_few: bool

    @property
    def is_denied(self) -> bool:
        """Whether they are said not to have gained."""
        return any(map(_tells_of_none, self.marks))


def tally(text: str, marks: Sequence[Mark]) -> Tally | None:
    """Count the patients that a sentence says gained; `None` where it does not count them.

    Counts of several arms are not added.
    """
    if any(arm_of(mark) in FOREIGN or is_of(mark, "comparison.") for mark in marks):
        return None
    counts = list(_counts(text, marks))
    told = [count for count in counts if not count.is_denied]
    gained = [count for count in told if any(map(change_of, count.marks))]
    if not gained and len(counts) == 1:
        gained = [count for count in told if any(map(is_outcome, count.marks))]
    apart = [count for count in told if count.of]
    if gained and len({round(count.of, -1) for count in apart}) > 1:
        gained, total = apart, sum(count.of for count in apart)
    elif gained:
        total = next((count.of for count in counts if count.of), None) or _total(text)
        if total is None and len(counts) > len(gained):
            total = sum(count.size for count in counts)
    else:
        return None
    is_named = any("change.good" in mark.ids for count in gained for mark in count.marks)
    if not total:
        return Tally(0, is_named) if any(count.is_few for count in gained) else None
    share = sum(count.size for count in gained) / total
    return Tally(share, is_named) if share <= 1 else None


def _counts(text: str, marks: Sequence[Mark]) -> Iterator[_Count]:
    plain = _BRACKETED.sub(lambda match: match.group().replace(",", " "), text)
    edges = [0, *(match.start() for match in _PART.finditer(plain)), len(text)]
    for start, end in pairwise(edges):
        match = _COUNT.search(text, start, end)
        if match:
            yield _count(match, [mark for mark in marks if start <= mark.start < end])


def _tells_of_none(mark: Mark) -> bool:
    return is_of(mark, "null.none", "null.neg", "change.bad", PERSIST)


def _count(match: re.Match[str], marks: Sequence[Mark]) -> _Count:
    found = match.groupdict()
    is_few = bool(found["only"] or found["in_only"])
    share = found["share"] or found["in_share"]
    if share:
        return _Count(float(share), 100.0, marks, is_few)
    if found["part"]:
        return _Count(_FRACTION[found["part"].lower()], 1.0, marks, is_few)
    size = value_of(next(found[name] for name in _SIZES if found[name]))
    of = value_of(found["all"]) if found["all"] else None
    percent = float(found["percent"] or found["per_cent"] or 0)
    if percent:
        of = size * 100 / percent
    return _Count(size, of, marks, is_few)


def _total(text: str) -> float | None:
    match = _TOTAL.search(text)
    return value_of(match["n"]) if match else None
