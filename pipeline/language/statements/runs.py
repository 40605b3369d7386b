"""The run of change words that speaks of each group of outcomes.

'Reduced pain and fatigue' is a run before its group, 'pain and fatigue fell' one after it. Which
run belongs to a group is judged from the words that stand between.
"""

import re
from itertools import pairwise

from pipeline.language.clauses.cutting import Clause
from pipeline.language.sentences.marks import DEGREE, NOUNS, Mark, change_of
from pipeline.language.statements.gaps import AUXILIARY, CAUSE, lead_of, n_words, tail_of
from pipeline.language.statements.groups import Group, Row, is_of_degree, row_of
from pipeline.language.words.lexicon import Lexicon

# 'the loss of axons caused by the crush was prevented'
_CAUSED = re.compile(
    r"\s(?:caused|induced|produced|provoked|inflicted|evoked|elicited) by [\w\s-]{2,30}?"
    r"(?=\s(?:was|were|is|are|had|did|has|fell|rose)\b)"
)
_NEGATIVE = re.compile(r"\b(?:not|no|without|nor|never|neither)\b", re.I)
# 'the reduction was less so'
_LESS_SO = re.compile(r"(?:less|more) so\b", re.I)
# 'NCV, lowered by diabetes, was raised'
_PARTICIPLE = re.compile(
    r"[^,;()]{0,50},\s*(?:both |all |each |which |that |once |already |had |were |\w+ly )*$"
)
_FINITE = re.compile(
    r"[,)]\s*(?:\w+ly\s|then\s|all\s|both\s)*(?:was|were|is|are|had|has|have|rose|fell|went)?\b"
)
_PARTED = re.compile(r"[,;]|\b(?:and|but|while|which|by|with)\b")
# 'the impact on work and mood'
_LISTED = re.compile(r"\s+(?:the\s+|both\s+|their\s+)?(?:[\w-]+,?\s+){1,3}and\s+(?:[\w-]+\s+)?")
_IS = re.compile(r"\b(?:was|were|is|are)\b")
# 'EA for pain, and it improved sleep'
_BEGINS = re.compile(r"(?:,|\band\b|\bor\b)\s*(?:\w+\s+){0,3}$")
_LEAST, _FIRM, _CLOSE = 0.1, 0.9, 1.6  # of a lead or a tail


def groups_of(clause: Clause, lexicon: Lexicon, sentence: str) -> list[Group]:
    """Gather outcomes that stand together, and give each group its run."""
    row = row_of(clause, lexicon, sentence)
    taken: set[int] = set()
    for place, part in enumerate(row):
        if isinstance(part, Group):
            _give_run(row, place, sentence, taken, lexicon)
    groups = [part for part in row if isinstance(part, Group)]
    _share(groups, sentence, lexicon)
    return groups


def _give_run(row: Row, place: int, sentence: str, taken: set[int], lexicon: Lexicon) -> None:
    """Choose the run that speaks of a group: the one before it or one after it."""
    group: Group = row[place]
    is_free = place > 0 and isinstance(row[place - 1], list) and place - 1 not in taken
    before: list[Mark] = row[place - 1] if is_free else []
    lead = _lead(before, sentence[before[-1].end : group.start]) if before else 0.0
    at = _predicate(row, place, sentence)
    after: list[Mark] = row[at] if at is not None else []
    gap = _CAUSED.sub("", sentence[group.end : after[0].start]) if after else ""
    tail = tail_of(gap) if after else 0.0
    if after and (
        _belongs_to_next(row, place, at, sentence)
        or (tail < _FIRM and (group.is_effect(lexicon) or is_of_degree(after)))
        or (before and is_of_degree(after) and not AUXILIARY.search(gap))
    ):
        tail = 0.0
    if before and lead >= max(tail, _LEAST):
        group.governs = lead >= _CLOSE
        group.run = before[::-1]
        taken.add(place - 1)
        if after and _acts_on(before, after, gap):
            taken.add(at)
            outer = _outwards(after)
            group.run = outer + group.run if is_of_degree(before) else group.run + outer
    elif tail > 0:
        group.run = _outwards(after)
        taken.add(at)
        if at > place + 1 and _LESS_SO.match(sentence, after[0].start):
            group.run = [*row[place + 1], *group.run]
        if before and is_of_degree(before) and lead >= 1:
            group.run += before
            taken.add(place - 1)


def _lead(run: list[Mark], gap: str) -> float:
    """Tell how well a run before a group governs it; a noun does so across 'and'."""
    is_noun = change_of(run[-1]) in NOUNS or "change.impact" in run[-1].ids
    if is_noun and _LISTED.fullmatch(gap):
        return 2.0
    return lead_of(gap)


def _outwards(run: list[Mark]) -> list[Mark]:
    """Put a word of degree after the word it stands before: 'less impaired'."""
    ordered = list(run)
    for place in range(len(ordered) - 1):
        one, two = ordered[place : place + 2]
        if change_of(one) in DEGREE and change_of(two) not in DEGREE:
            ordered[place : place + 2] = two, one
    return ordered


def _predicate(row: Row, place: int, sentence: str) -> int | None:
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
    if _PARTED.search(gap):
        return False
    first = change_of(after[0])
    if is_of_degree(before):
        return bool(AUXILIARY.search(gap)) and first not in DEGREE
    if change_of(before[-1]) in NOUNS or "change.differ" in before[-1].ids:
        return True
    return first == "null.none" or bool(_IS.search(gap))


def _belongs_to_next(row: Row, place: int, after: int, sentence: str) -> bool:
    """Whether a run after a group begins the next statement: 'EA for pain improved sleep'."""
    run = row[after]
    gap = _CAUSED.sub("", sentence[row[place].end : run[0].start])
    if CAUSE.search(gap):
        return True
    if after + 1 >= len(row) or not isinstance(row[after + 1], Group) or AUXILIARY.search(gap):
        return False
    if lead_of(sentence[run[-1].end : row[after + 1].start]) < 1:
        return False
    return bool(_BEGINS.search(gap)) or change_of(run[0]) in DEGREE | NOUNS


def _share(groups: list[Group], sentence: str, lexicon: Lexicon) -> None:
    """Let a group without a run share that of its neighbour: 'pain fell, as did fatigue'."""
    for before, group in pairwise(groups):
        gap = sentence[before.end : group.start]
        if not (group.run or group.is_effect(lexicon) or _NEGATIVE.search(gap)):
            group.run = before.run
    for after, group in pairwise(reversed(groups)):
        gap = sentence[group.end : after.start]
        if not (group.run or group.is_effect(lexicon) or is_of_degree(after.run)) and (
            n_words(gap) <= 4
        ):
            group.run = after.run
