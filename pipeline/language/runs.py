"""Outcomes that stand together in a clause, and the run of change words that speaks of them.

'Reduced pain and fatigue' is a run before its group, 'pain and fatigue fell' one after it. Which
run belongs to a group is judged from the words that stand between.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.language.clauses import Clause
from pipeline.language.lexicon import Lexicon, Mark

_PRIORITY = (
    "change.up_noun", "change.down_noun", "null.none", "change.invert", "change.less",
    "change.more", "change.good", "change.bad", "change.up", "change.down", "change.differ",
    "change.persist",
)  # fmt: skip

AS_EFFECT = "refer.effect"

STANDING = ("refer.primary", "refer.secondary", "refer.every", "refer.rest")

_BETWEENWORDS = re.compile(r"[,;]|\b(?:and|or|by|with|via|through|while|but|as)\b", re.I)

_CAUSE = re.compile(
    r"\b(?:related to|associated with|due to|because|caused by|attributed to|linked to)\b"
)

_BE = re.compile(
    r"\b(?:was|were|is|are|been|be|being|had|has|have|became|become|remained|also|did|does|do|not|"
    r"all|both|significantly|markedly|further|likewise|each)\b",
    re.I,
)

_NEGATIVE = re.compile(r"\b(?:not|no|without|nor|never|neither)\b", re.I)

_DEGREE = ("change.more", "change.less")

BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")

_LESS_SO = re.compile(r"(?:less|more) so\b", re.I)

_PARTICIPLE = re.compile(
    r"[^,;()]{0,50},\s*(?:both |all |each |which |that |once |already |had |were |\w+ly )*$"
)

_FINITE = re.compile(
    r"[,)]\s*(?:\w+ly\s|then\s|all\s|both\s)*(?:was|were|is|are|had|has|have|rose|fell|went)?\b"
)

# 'no difference was found in'
_SEEN = re.compile(
    r"[^,;]{0,60}\b(?:was|were|is|are|has been|have been)\s+(?:also\s+|only\s+)?"
    r"(?:observed|found|seen|noted|detected|recorded|reported|shown|evident|present|noticed|apparent|registered|"
    r"demonstrated|identified|measured|obtained|achieved|made|documented)\b[^;]{0,60}",
    re.I,
)

_AS_NOUN = re.compile(r"\b(?:in|of|on|for)\b")
_OWN = re.compile(r"\s+(?:\w+ly\s+|also\s+|was\s+|were\s+)?")

WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Group:
    """Outcomes that stand together, and their run, from the outcome outwards.

    `governs` where the run stands close before them.
    """

    outcomes: list[Mark]
    run: list[Mark] = field(default_factory=list)
    governs: bool = False

    @property
    def start(self) -> int:
        """Where the first outcome begins in the sentence."""
        return self.outcomes[0].start

    @property
    def end(self) -> int:
        """Where the last outcome ends in the sentence."""
        return self.outcomes[-1].end


_Row = list["Group | list[Mark]"]


def kind(mark: Mark) -> str | None:
    """Give the meaning of a mark in a run of change words."""
    return next((name for name in _PRIORITY if name in mark.ids), None)


def outcomes_of(mark: Mark) -> list[int | str]:
    """Give the outcomes that a mark names: numbers, or words that stand for planned outcomes."""
    found: list[int | str] = [int(i[8:]) for i in mark.ids if i.startswith("outcome.")]
    found += [i for i in mark.ids if i in STANDING]
    return found


def groups_of(clause: Clause, lexicon: Lexicon, sentence: str) -> list[Group]:
    """Gather outcomes that stand together, and give each group its run."""
    row: list[Group | list[Mark]] = []
    for mark in clause.marks:
        if outcomes_of(mark):
            if (
                row
                and isinstance(row[-1], Group)
                and _in_list(row[-1], mark, clause, sentence)
                and not _has_own(row, mark, clause, sentence)
            ):
                row[-1].outcomes.append(mark)
            else:
                row.append(Group([mark]))
        elif kind(mark):
            last = row[-1] if row else None
            if isinstance(last, list) and _joined(sentence[last[-1].end : mark.start]):
                last.append(mark)
            else:
                row.append([mark])
    groups = [part for part in row if isinstance(part, Group)]
    for group in groups:
        group.outcomes = _without_scales(group.outcomes, lexicon, sentence)
    taken: set[int] = set()
    for place, part in enumerate(row):
        if isinstance(part, Group):
            _give_run(row, place, sentence, taken, lexicon)
    _inherit(groups, sentence, lexicon)
    return groups


def _without_scales(outcomes: list[Mark], lexicon: Lexicon, sentence: str) -> list[Mark]:
    """Leave out a scale that stands beside the outcome it measures: 'numbness NRS'."""

    def is_scale(mark: Mark) -> bool:
        named = [o for o in outcomes_of(mark) if isinstance(o, int)]
        return bool(named) and all(lexicon.outcomes[o].reads == "scale" for o in named)

    kept = []
    for number, mark in enumerate(outcomes):
        near = [
            other
            for other in outcomes[max(0, number - 1) : number + 2]
            if other is not mark
            and not is_scale(other)
            and not re.search(
                r"[,()]|\b(?:and|or|nor)\b|.{14}",
                sentence[min(mark.end, other.end) : max(mark.start, other.start)],
            )
        ]
        if not (is_scale(mark) and near):
            kept.append(mark)
    return kept


def _in_list(group: Group, mark: Mark, clause: Clause, sentence: str) -> bool:
    """Whether an outcome goes on a list: no arm or comparison comes between, and few words."""
    between = [m for m in clause.marks if group.end <= m.start and m.end <= mark.start]
    if any(i.startswith(("arm.", "comparison.")) for m in between for i in m.ids):
        return False
    return len(WORD.findall(BRACKETED.sub(" ", sentence[group.end : mark.start]))) <= 12


def _has_own(row: _Row, mark: Mark, clause: Clause, sentence: str) -> bool:
    """Whether an outcome has a verb of its own: 'they were less sad and slept better'."""
    if len(row) < 2 or not isinstance(row[-2], list) or _AS_NOUN.search(_gap_of(row, sentence)):
        return False
    after = next((m for m in clause.marks if m.start >= mark.end and kind(m)), None)
    return (
        after is not None
        and kind(after) not in (*_DEGREE, "change.differ", "null.none")
        and bool(_OWN.fullmatch(sentence, mark.end, after.start))
    )


def _gap_of(row: _Row, sentence: str) -> str:
    run, group = row[-2], row[-1]
    return sentence[run[-1].start : group.start]


def _joined(gap: str) -> bool:
    return not _BETWEENWORDS.search(gap) and len(WORD.findall(gap)) <= 4


def _give_run(row: _Row, place: int, sentence: str, taken: set[int], lexicon: Lexicon) -> None:
    """Choose the run that speaks of a group: the one before it or one after it."""
    group: Group = row[place]
    before = row[place - 1] if place and isinstance(row[place - 1], list) else None
    if before is not None and (place - 1) in taken:
        before = None
    at = _predicate(row, place, sentence)
    after = row[at] if at is not None else None
    lead = _lead(sentence[before[-1].end : group.start]) if before is not None else 0.0
    tail = _tail(sentence[group.end : after[0].start]) if after is not None else 0.0
    if after is not None and _belongs_to_next(row, place, at, sentence):
        tail = 0.0
    if (
        after is not None
        and tail < 0.9
        and (_is_effect(group, lexicon) or all(kind(mark) in _DEGREE for mark in after))
    ):
        tail = 0.0
    if (
        after is not None
        and before is not None
        and all(kind(mark) in _DEGREE for mark in after)
        and not _BE.search(sentence[group.end : after[0].start])
    ):
        tail = 0.0
    if before is not None and lead >= max(tail, 0.1):
        group.governs = lead >= 1.6
        group.run = list(reversed(before))
        taken.add(place - 1)
        if after is not None and _acts_on(before, after, sentence[group.end : after[0].start]):
            taken.add(at)
            outer = _outwards(after)
            if all(kind(mark) in _DEGREE for mark in before):
                group.run = [*outer, *group.run]
            else:
                group.run = [*group.run, *outer]
    elif after is not None and tail > 0:
        group.run = _outwards(after)
        taken.add(at)
        if at > place + 1 and _LESS_SO.match(sentence, after[0].start):
            group.run = [*row[place + 1], *group.run]
        if before is not None and all(kind(mark) in _DEGREE for mark in before) and lead >= 1:
            group.run += before
            taken.add(place - 1)


def _outwards(run: list[Mark]) -> list[Mark]:
    """Put a word of degree after the word it stands before: 'less impaired'."""
    ordered = list(run)
    for number in range(len(ordered) - 1):
        if kind(ordered[number]) in _DEGREE and kind(ordered[number + 1]) not in _DEGREE:
            ordered[number], ordered[number + 1] = ordered[number + 1], ordered[number]
    return ordered


def _is_effect(group: Group, lexicon: Lexicon) -> bool:
    return all(
        isinstance(outcome, int) and lexicon.outcomes[outcome].reads in ("effect", "involved")
        for mark in group.outcomes
        for outcome in outcomes_of(mark)
    )


def _lead(gap: str) -> float:
    """Tell how well a run before a group governs it, from the words between."""
    words = len(WORD.findall(gap))
    if _SEEN.fullmatch(gap):
        return 1.6
    if ";" in gap or words > 14 or re.search(r"\b(?:was|were|is|are)\b", gap):
        return 0.0
    if re.search(r",\s*(?:and\s+)?$|\band\s+$", gap):
        return 0.6 if re.search(r"\b(?:in|of|on|for)\b", gap) else 0.4
    if re.search(r",|\band\b", gap):
        return 0.8
    return 2.0 if words <= 5 else 1.0 if words <= 9 else 0.5


def _tail(gap: str) -> float:  # noqa: PLR0911
    """Tell how well a run after a group is its predicate, from the words between."""
    bare = BRACKETED.sub(" ", gap)
    if _CAUSE.search(bare):
        return 0.0
    if re.match(r"\s*,?\s*(?:and|but|that|who|whose)\b", bare):
        return 0.3
    words = len(WORD.findall(bare))
    if ";" in bare or words > 24:
        return 0.0
    if re.search(r"\b(?:was|were|is|are|been|be|had|has|have|did|became|remained)\b", bare):
        return 1.5
    if words == 0 or _BE.sub("", bare).strip() == "":
        return 1.5
    if re.search(r",|\band\b|\bbut\b", bare):
        return 0.3
    return 0.9 if words <= 8 else 0.5


def _predicate(row: _Row, place: int, sentence: str) -> int | None:
    """Find the run after a group that is its predicate.

    A participle set off by commas is passed over: 'NCV, lowered by diabetes, was raised'.
    """
    first = place + 1
    if first >= len(row) or not isinstance(row[first], list):
        return None
    gap = sentence[row[place].end : row[first][0].start]
    if _PARTICIPLE.match(gap):
        for later in range(first + 1, len(row)):
            if not isinstance(row[later], list):
                break
            between = sentence[row[later - 1][-1].end : row[later][0].start]
            if _FINITE.search(between):
                return later
    return first


def _acts_on(before: list[Mark], after: list[Mark], gap: str) -> bool:
    """Whether a later run speaks of the change named before: 'the fall in pain was greater'."""
    if re.search(r"[,;]|\b(?:and|but|while|which|by|with)\b", gap):
        return False
    first = kind(after[0])
    if all(kind(m) in ("change.more", "change.less") for m in before):
        return bool(_BE.search(gap)) and first not in ("change.more", "change.less")
    if (
        kind(before[-1]) in ("change.up_noun", "change.down_noun")
        or "change.differ" in before[-1].ids
    ):
        return True
    return first == "null.none" or bool(re.search(r"\b(?:was|were|is|are)\b", gap))


def _belongs_to_next(row: _Row, place: int, after_place: int, sentence: str) -> bool:
    """Whether a run after a group begins the next statement: 'EA for pain improved sleep'."""
    run = row[after_place]
    if _CAUSE.search(sentence[row[place].end : run[0].start]):
        return True
    if after_place + 1 >= len(row) or not isinstance(row[after_place + 1], Group):
        return False
    gap_before = sentence[row[place].end : run[0].start]
    gap_after = sentence[run[-1].end : row[after_place + 1].start]
    if _BE.search(gap_before):
        return False
    if _lead(gap_after) < 1:
        return False
    return bool(re.search(r"(?:,|\band\b|\bor\b)\s*(?:\w+\s+){0,3}$", gap_before)) or bool(
        kind(run[0]) in ("change.more", "change.less", "change.up_noun", "change.down_noun")
    )


def _inherit(groups: list[Group], sentence: str, lexicon: Lexicon) -> None:
    """Let a group without a run share that of its neighbour: 'pain fell, as did fatigue'."""
    for before, group in pairwise(groups):
        gap = sentence[before.end : group.start]
        if (
            not group.run
            and before.run
            and not _is_effect(group, lexicon)
            and not _NEGATIVE.search(gap)
        ):
            group.run = before.run
    for group, after in zip(reversed(groups[:-1]), reversed(groups[1:]), strict=False):
        gap = sentence[group.end : after.start]
        if (
            not group.run
            and after.run
            and not all(kind(mark) in _DEGREE for mark in after.run)
            and not _is_effect(group, lexicon)
            and len(WORD.findall(gap)) <= 4
        ):
            group.run = after.run
