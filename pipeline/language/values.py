"""The values that a clause gives for two arms: '3.2 ± 1.1 with acupuncture vs 5.6 ± 1.4'.

Which value is whose is read from the arm named beside it, before or after; of a pair of which only
one is named, the other is of the other side; of a pair without names, the clause's own comparison
or the order of the pair before it tells. Where none does, nothing is read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from pipeline.language.clauses import Clause
from pipeline.language.comparisons import FOREIGN, arm_of, compared_arms
from pipeline.language.figures import NUMBER, number
from pipeline.language.lexicon import Mark

_UNIT = r"%|per ?cent|points?|mm|cm|m/s|ms|s|g|µV|mV|[a-zµ]{1,4}/m?[lLg]|of the \w+"
_SPREAD = rf"(?:\s*(?:±|\+/-|\+-)\s*{NUMBER}|\s*[(\[][^()\[\]]{{1,30}}[)\]])*"
_AMOUNT = rf"{NUMBER}(?:\s*(?:of|out of|/)\s*\d+)?"
_VALUE = re.compile(
    rf"(?<![\w.,·/%<>≤≥±+–-])(?:from\s+(?=\D{{0,3}}\d))?(?P<one>{_AMOUNT}){_SPREAD}(?:\s*(?:{_UNIT})(?!\w))?{_SPREAD}"
    rf"(?:[\w\s]{{0,22}}?(?:\bto\b|→|->)\s*(?P<two>{_AMOUNT}){_SPREAD}(?:\s*(?:{_UNIT})(?!\w))?{_SPREAD})?"
)
# What a number counts that is no value of an outcome.
_BEFORE_COUNT = re.compile(
    r"(?:weeks?|days?|months?|years?|hours?|day|n\s*=|at|after|P\s*[<=>≤≥]|CI[\s:,]*|phase|grade|cycle|first|"
    r"last|every|\bI\s?[²2]\s*=)\s*$",
    re.I,
)
_AFTER_COUNT = re.compile(
    r"\s*[-–]?\s*(?:weeks?|days?|months?|years?|hours?|h\b|min|Hz|patients|participants|people|trials|studies|"
    r"sessions|RCTs|mg/kg|mA\b|rats|mice|times|acupoints|points? scale|%\s*(?:CI|confidence))",
    re.I,
)
_VERSUS = re.compile(
    r"[^.;]{0,60}?\b(?:vs\.?|versus|v\.?|against|compared (?:with|to)|as against)\s+"
    r"(?:[^.;]{0,40})?",
    re.I,
)
_AFTER = re.compile(
    r"[\s)\]]*(?:\w+\s+){0,2}?(?:in|with|on|for|under|by|after|among|of|who|that|given|receiving|where)\b"
    r"(?:\s+(?:the|those|were|was|had|got|received|patients|animals|rats|mice|arm|group|treated|with))*"
    r"(?:\s+\w+)?\s*"
)
_BEFORE = re.compile(
    r"\s*(?:groups?|arms?|rats|mice|patients|animals|ones)?\s*(?:had|was|were|showed|fell|rose|went|by|at|of|from|=|:|"
    r"\()*\s*(?:from\s+)?",
    re.I,
)
# Values at the outset may stand among them.
_EARLIER = re.compile(
    r"\b(?:before|baseline|pre-?(?:treat|test|interven|oper)\w*|initial\w*|"
    r"at (?:entry|the (?:start|outset)))\b",
    re.I,
)
_REACH = 90  # characters between two values of one comparison
_LARGE = 1.5  # ratio of two values that needs no test to be told apart


@dataclass(frozen=True, slots=True)
class Contrast:
    """Our arm's value, or change, against that of another `arm`, at `sentence[start:end]`.

    `order` are the arms as their values stand; `is_change` where each went from one to another.
    """

    start: int
    end: int
    ours: float
    theirs: float
    arm: str
    order: tuple[str, str]
    is_change: bool = False

    @property
    def side(self) -> int:
        """1 where our value is the higher, or rose more, -1 where it is the lower."""
        return (self.ours > self.theirs) - (self.ours < self.theirs)

    @property
    def side_of_size(self) -> int:
        """The same, for values that tell how large a change was, whatever their sign."""
        ours, theirs = abs(self.ours), abs(self.theirs)
        return (ours > theirs) - (ours < theirs)

    @property
    def is_large(self) -> bool:
        """Whether the two lie far apart."""
        low, high = sorted((abs(self.ours), abs(self.theirs)))
        return high >= _LARGE * low

    def have_both_gone(self, side: int | None) -> bool:
        """Whether both arms went to one side about as far."""
        if not (self.is_change and side) or self.is_large:
            return False
        return min(self.ours * side, self.theirs * side) > 0


@dataclass(frozen=True, slots=True)
class _Value:
    start: int
    end: int
    one: float
    two: float | None

    @property
    def size(self) -> float:
        """The value, or the change where one is told."""
        return self.one if self.two is None else self.two - self.one


_Named = tuple[Mark, str]
_Pair = tuple[_Value, _Value, tuple[str, str]]


def contrasts(clause: Clause, sentence: str, order: tuple[str, str] | None) -> list[Contrast]:
    """Give the contrasts of a clause; `order` is that of the arms in the pair before it."""
    values = _values(clause, sentence)
    if len(values) < 2:
        return []
    named = [(mark, arm) for mark in clause.marks if (arm := arm_of(mark))]
    pairs = _named_pairs(values, named, sentence) or _versus_pairs(
        values, named, clause, sentence, order
    )
    return [
        _contrast(one, two, arms)
        for one, two, arms in pairs
        if (one.two is None) == (two.two is None)
        and not (one.two is None and _EARLIER.search(clause.text))
        and (arms[0] == "intervention") != (arms[1] == "intervention")
    ]


def _contrast(one: _Value, two: _Value, arms: tuple[str, str]) -> Contrast:
    is_first = arms[0] == "intervention"
    ours, theirs = (one, two) if is_first else (two, one)
    arm = arms[1] if is_first else arms[0]
    return Contrast(
        one.start, two.end, ours.size, theirs.size, arm, arms, is_change=ours.two is not None
    )


def _named_pairs(values: Sequence[_Value], named: Sequence[_Named], sentence: str) -> list[_Pair]:
    """Pair our value with each of the others, where each has its arm's name beside it."""
    before = [_arm_before(value, values, named, sentence) for value in values]
    after = [_arm_after(value, values, named, sentence) for value in values]
    arms = before if sum(map(bool, before)) > sum(map(bool, after)) else after
    return [
        (one, two, (arm, other))
        for (one, arm), (two, other) in combinations(zip(values, arms, strict=True), 2)
        if arm and other and arm != other and two.start - one.end <= _REACH
    ]


def _versus_pairs(
    values: Sequence[_Value],
    named: Sequence[_Named],
    clause: Clause,
    sentence: str,
    order: tuple[str, str] | None,
) -> list[_Pair]:
    """Pair values set against one another, of which at most one is named."""
    found = []
    for one, two in pairwise(values):
        if not _VERSUS.fullmatch(sentence, one.end, two.start):
            continue
        after = [_arm_after(value, values, named, sentence) for value in (one, two)]
        arms = (
            _with_other(after)
            if any(after)
            else _by_context(one, two, named, clause, sentence) or order
        )
        if arms:
            found.append((one, two, arms))
    return found


def _values(clause: Clause, sentence: str) -> list[_Value]:
    found = []
    for match in _VALUE.finditer(sentence, clause.start, clause.end):
        before = sentence[max(0, match.start() - 16) : match.start()]
        is_share = "of" in match["one"]
        if _BEFORE_COUNT.search(before) or (
            not is_share and _AFTER_COUNT.match(sentence, match.end("one"))
        ):
            continue
        two = match["two"]
        found.append(
            _Value(match.start(), match.end(), _amount(match["one"]), _amount(two) if two else None)
        )
    return found


def _amount(text: str) -> float:
    parts = re.split(r"\s*(?:out of|of|/)\s*", text)
    return number(parts[0]) / (number(parts[1]) or 1) if len(parts) == 2 else number(text)


def _with_other(arms: Sequence[str | None]) -> tuple[str, str] | None:
    """Name the other side of a pair of which one is named."""
    first, second = arms
    if second in FOREIGN:
        return "intervention", second
    if first in FOREIGN:
        return first, "intervention"
    if second == "intervention":
        return "group", second
    return (first, "group") if first == "intervention" else None


def _by_context(
    one: _Value,
    two: _Value,
    named: Sequence[_Named],
    clause: Clause,
    sentence: str,
) -> tuple[str, str] | None:
    """Take the order of the arms from the words around a pair: 'lower with EA than with sham'."""
    ahead = [(mark, arm) for mark, arm in named if mark.end <= one.start]
    behind = [arm for mark, arm in named if 0 <= mark.start - two.end <= 60]
    if len(set(behind)) == 2 and len(behind) == 2:
        return behind[0], behind[1]
    compared = set(compared_arms(clause, sentence))
    subjects = [arm for mark, arm in ahead if mark not in compared]
    others = [arm for mark, arm in ahead if mark in compared]
    if len(set(subjects)) == 1 and len(set(others)) == 1 and subjects[0] != others[0]:
        return subjects[0], others[0]
    if not others and len(subjects) == 2 and subjects[0] != subjects[1]:
        return subjects[0], subjects[1]
    return None


def _arm_after(
    value: _Value,
    values: Sequence[_Value],
    named: Sequence[_Named],
    sentence: str,
) -> str | None:
    stop = min((other.start for other in values if other.start >= value.end), default=len(sentence))
    for mark, arm in named:
        if value.end <= mark.start < stop:
            return arm if _AFTER.fullmatch(sentence, value.end, mark.start) else None
    return None


def _arm_before(
    value: _Value,
    values: Sequence[_Value],
    named: Sequence[_Named],
    sentence: str,
) -> str | None:
    since = max((other.end for other in values if other.end <= value.start), default=0)
    for mark, arm in reversed(named):
        if since <= mark.start and mark.end <= value.start:
            return arm if _BEFORE.fullmatch(sentence, mark.end, value.start) else None
    return None
