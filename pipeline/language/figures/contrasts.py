"""The amounts of two arms set against one another: '3.2 ± 1.1 with acupuncture vs 5.6 ± 1.4'.

Which amount is whose is read from the arm named beside it, before or after; of a pair of which only
one is named, the other is of the other side; of a pair without names, the clause's own comparison
or the order of the pair before it tells. Where none does, nothing is read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from pipeline.language.clauses.clause import Clause
from pipeline.language.figures.amounts import Amount, amounts_in
from pipeline.language.sentences.marks import FOREIGN, Mark
from pipeline.language.statements.compared import compared_arms

# '3.2 (1.1) versus 5.6'
_VERSUS = re.compile(
    r"[^.;]{0,60}?\b(?:vs\.?|versus|v\.?|against|compared (?:with|to)|as against)\s+"
    r"(?:[^.;]{0,40})?",
    re.I,
)
# '… in those given EA', '… with sham', '… (sham)'
_AFTER = re.compile(
    r"\s*\((?:the )?|[\s)\]]*(?:\w+\s+){0,2}?"
    r"(?:in|with|on|for|under|by|after|during|among|of|who|that|given|receiving|where)\b"
    r"(?:\s+(?:the|those|were|was|had|got|received|patients|animals|rats|mice|arm|group|treated|with))*"
    r"(?:\s+\w+)?\s*|\s+"
)
# 'the EA group had …', 'sham: …'
_BEFORE = re.compile(
    r"\s*(?:groups?|arms?|rats|mice|patients|animals|ones)?\s*(?:had|was|were|showed|fell|rose|went|by|at|of|from|=|:|"
    r"\()*\s*(?:from\s+)?",
    re.I,
)
_RESPECTIVELY = re.compile(r"[^.;]{0,80}?\brespectively\b", re.I)
_AT = re.compile(r"\b(?:after|within|at|in|from) $")
_DAYS = re.compile(r"\s*(?:days?|weeks?|months?|hours?|h)\b", re.I)
_REACH = 90  # characters between two amounts of one comparison
_LATER = 1.05  # ratio of two times of which one is later
_CLOSE = 1.1  # ratio of two amounts that are as good as one
_LARGE = 1.5  # ratio of two amounts that needs no test to be told apart


@dataclass(frozen=True, slots=True)
class Contrast:
    """Our arm's amount, or change, against that of another `arm`, at `sentence[start:end]`.

    `order` are the arms as their amounts stand; `is_change` where each went from one to another,
    `is_time` where they tell when it came: 'after 9 days with EA and after 16 with sham'.
    """

    start: int
    end: int
    ours: float
    theirs: float
    arm: str
    order: tuple[str, str]
    is_change: bool = False
    is_time: bool = False

    @property
    def side(self) -> int:
        """1 where our amount is the higher, or rose more, -1 where it is the lower."""
        return (self.ours > self.theirs) - (self.ours < self.theirs)

    @property
    def side_of_size(self) -> int:
        """The same, for amounts that tell how large a change was, whatever their sign."""
        ours, theirs = abs(self.ours), abs(self.theirs)
        return (ours > theirs) - (ours < theirs)

    @property
    def is_large(self) -> bool:
        """Whether the two lie far apart; of times, whether one is later."""
        low, high = sorted((abs(self.ours), abs(self.theirs)))
        return high >= (_LATER if self.is_time else _LARGE) * low

    @property
    def is_close(self) -> bool:
        """Whether the two are as good as one."""
        low, high = sorted((abs(self.ours), abs(self.theirs)))
        return self.ours * self.theirs > 0 and high <= _CLOSE * low

    def has_ours_gone(self, side: int | None) -> bool:
        """Whether our arm went to one side."""
        return self.is_change and bool(side) and self.ours * side > 0

    def have_both_gone(self, side: int | None) -> bool:
        """Whether both arms went to one side about as far."""
        if not (self.is_change and side) or self.is_large:
            return False
        return min(self.ours * side, self.theirs * side) > 0


_Named = tuple[Mark, str]

_Pair = tuple[Amount, Amount, tuple[str, str]]


def contrasts(clause: Clause, sentence: str, order: tuple[str, str] | None) -> list[Contrast]:
    """Give the contrasts of a clause; `order` is that of the arms in the pair before it."""
    amounts = amounts_in(clause, sentence)
    if len(amounts) < 2:
        return []
    named = clause.arms
    pairs = (
        _ordered_pairs(amounts, named, sentence)
        or _named_pairs(amounts, named, sentence)
        or _versus_pairs(amounts, named, clause, sentence, order)
    )
    return [
        _contrast(one, two, arms, is_time=any(_is_time(sentence, each) for each in (one, two)))
        for one, two, arms in pairs
        if (one.two is None) == (two.two is None)
        and (arms[0] == "intervention") != (arms[1] == "intervention")
    ]


def _is_time(sentence: str, amount: Amount) -> bool:
    before = sentence[max(0, amount.start - 10) : amount.start]
    return bool(_AT.search(before) and _DAYS.match(sentence, amount.end))


def _contrast(one: Amount, two: Amount, arms: tuple[str, str], *, is_time: bool) -> Contrast:
    is_first = arms[0] == "intervention"
    ours, theirs = (one, two) if is_first else (two, one)
    arm = arms[1] if is_first else arms[0]
    is_change = ours.two is not None
    return Contrast(one.start, two.end, ours.size, theirs.size, arm, arms, is_change, is_time)


def _ordered_pairs(
    amounts: Sequence[Amount], named: Sequence[_Named], sentence: str
) -> list[_Pair]:
    """Pair amounts listed in the order of the arms: 'in EA and sham 2.8 and 5.1, respectively'."""
    last = _RESPECTIVELY.match(sentence, amounts[-1].end)
    if last is None:
        return []
    before = [arm for mark, arm in named if mark.end <= amounts[0].start]
    between = [arm for mark, arm in named if amounts[-1].end <= mark.start < last.end()]
    arms = between if len(between) == len(amounts) else before
    if len(arms) != len(amounts):
        return []
    listed = zip(amounts, arms, strict=True)
    return [(one, two, (arm, other)) for (one, arm), (two, other) in combinations(listed, 2)]


def _named_pairs(amounts: Sequence[Amount], named: Sequence[_Named], sentence: str) -> list[_Pair]:
    """Pair our amount with each of the others, where each has its arm's name beside it."""
    before = [arm_before(amount, amounts, named, sentence) for amount in amounts]
    after = [arm_after(amount, amounts, named, sentence) for amount in amounts]
    arms = before if sum(map(bool, before)) > sum(map(bool, after)) else after
    return [
        (one, two, (arm, other))
        for (one, arm), (two, other) in combinations(zip(amounts, arms, strict=True), 2)
        if arm and other and arm != other and two.start - one.end <= _REACH
    ]


def _versus_pairs(
    amounts: Sequence[Amount],
    named: Sequence[_Named],
    clause: Clause,
    sentence: str,
    order: tuple[str, str] | None,
) -> list[_Pair]:
    """Pair amounts set against one another, of which at most one is named."""
    found = []
    for one, two in pairwise(amounts):
        if not _VERSUS.fullmatch(sentence, one.end, two.start):
            continue
        after = [arm_after(amount, amounts, named, sentence) for amount in (one, two)]
        arms = (
            _with_other(after)
            if any(after)
            else _by_context(one, two, named, clause, sentence) or order
        )
        if arms:
            found.append((one, two, arms))
    return found


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
    one: Amount,
    two: Amount,
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


def arm_after(
    amount: Amount,
    amounts: Sequence[Amount],
    named: Sequence[_Named],
    sentence: str,
) -> str | None:
    """Give the arm named next after a figure, with no other figure between."""
    stop = min(
        (other.start for other in amounts if other.start >= amount.end), default=len(sentence)
    )
    for mark, arm in named:
        if amount.end <= mark.start < stop:
            return arm if _AFTER.fullmatch(sentence, amount.end, mark.start) else None
    return None


def arm_before(
    amount: Amount,
    amounts: Sequence[Amount],
    named: Sequence[_Named],
    sentence: str,
) -> str | None:
    """Give the arm named next before a figure, with no other figure between."""
    since = max((other.end for other in amounts if other.end <= amount.start), default=0)
    for mark, arm in reversed(named):
        if since <= mark.start and mark.end <= amount.start:
            return arm if _BEFORE.fullmatch(sentence, mark.end, amount.start) else None
    return None
