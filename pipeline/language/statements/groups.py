"""Outcomes that stand together in a clause, in a row with the runs of change words around them."""

import re
from dataclasses import dataclass, field

from pipeline.language.clauses.clause import Clause
from pipeline.language.sentences.marks import (
    DEGREE,
    Mark,
    change_of,
    is_of,
    outcomes_in,
    outcomes_of,
)
from pipeline.language.statements.gaps import differs_in, joins, n_words
from pipeline.language.words.lexicon import Lexicon

_EXCEPTED = re.compile(r"\bbut not\s+(?:\w+\s+)?$", re.I)
# 'numbness, rated on a VAS'
_MEASURED_ON = re.compile(r"\b(?:on|by|using|with|via)\s(?:an?\s|the\s)?(?:[\w-]+\s){0,2}$", re.I)
_PER = re.compile(r"\d \w+(?:/| per )\w+")  # '4.1 fibres/mm'
_DIFFERENCE = ("null.none", "change.differ")
_APART = re.compile(r"[,()]|\b(?:and|or|nor)\b|.{14}")


@dataclass(slots=True)
class Group:
    """Outcomes that stand together, and their run, from the outcome outwards.

    `governs` where the run stands close before them; `fellow` is a group before it that has a verb
    of the same form: 'to reduce pain and improve sleep'.
    """

    outcomes: list[Mark]
    run: list[Mark] = field(default_factory=list)
    governs: bool = False
    fellow: "Group | None" = None

    @property
    def start(self) -> int:
        """Where the first outcome begins in the sentence."""
        return self.outcomes[0].start

    @property
    def end(self) -> int:
        """Where the last outcome ends in the sentence."""
        return self.outcomes[-1].end

    @property
    def predicate(self) -> list[Mark]:
        """The words after it that act on those before it: 'the fall in pain was not greater'."""
        after = sorted(mark for mark in self.run if mark.start >= self.end)
        return after if len(after) < len(self.run) else []

    def is_effect(self, lexicon: Lexicon) -> bool:
        """Whether its outcomes are effects by their names: 'analgesia'."""
        return all(
            isinstance(outcome, int) and lexicon.outcomes[outcome].reads in ("effect", "involved")
            for mark in self.outcomes
            for outcome in outcomes_of(mark)
        )


Row = list[Group | list[Mark]]


def is_of_degree(run: list[Mark]) -> bool:
    """Whether a run only says 'more' or 'less'."""
    return all(change_of(mark) in DEGREE for mark in run)


def row_of(clause: Clause, lexicon: Lexicon, sentence: str) -> Row:
    """Gather the outcomes of a clause into groups and its words of change into runs, in order."""
    row: Row = []
    for mark in clause.marks:
        last = row[-1] if row else None
        is_told = isinstance(last, list) and len(row) > 1
        if is_told and sentence[mark.start - 1] == "(" and _is_scale(mark, lexicon):
            continue  # 'numbness resolved (NRS 6 to 0)'
        if outcomes_of(mark):
            if _is_unit(mark, clause, lexicon, sentence):
                continue
            if isinstance(last, Group) and _goes_on(last, mark, clause, sentence):
                last.outcomes.append(mark)
            else:
                row.append(Group([mark]))
        elif change_of(mark):
            if isinstance(last, list) and _joins(last, mark, sentence):
                last.append(mark)
            else:
                row.append([mark])
    for part in row:
        if isinstance(part, Group):
            part.outcomes = _without_scales(part.outcomes, lexicon, sentence)
    return row


def _joins(run: list[Mark], mark: Mark, sentence: str) -> bool:
    """Whether a word of change goes on a run: 'no difference between arms in reduction'.

    So does the second of two: 'no difference in the reduction or increase'.
    """
    gap = sentence[run[-1].end : mark.start]
    is_difference = change_of(run[0]) in _DIFFERENCE
    is_first = all(change_of(one) in _DIFFERENCE for one in run)
    return joins(gap) or (is_difference and differs_in(gap, is_first=is_first))


def _goes_on(group: Group, mark: Mark, clause: Clause, sentence: str) -> bool:
    """Whether an outcome goes on a list: no arm or comparison comes between, and few words."""
    between = [m for m in clause.marks if group.end <= m.start and m.end <= mark.start]
    if any(is_of(other, "arm.", "comparison.") for other in between):
        return False
    gap = sentence[group.end : mark.start]
    return n_words(gap) <= 12 and not _EXCEPTED.search(gap)


def _without_scales(outcomes: list[Mark], lexicon: Lexicon, sentence: str) -> list[Mark]:
    """Leave out a scale that stands beside the outcome it measures: 'numbness NRS'.

    Of two names in one, 'QLQ-C30 fatigue', that of the complaint tells which way is good.
    """
    kept = []
    for place, mark in enumerate(outcomes):
        beside = outcomes[max(0, place - 1) : place + 2]
        is_told = bool(kept and _MEASURED_ON.search(sentence, kept[-1].end, mark.start)) or any(
            other is not mark
            and not _is_scale(other, lexicon)
            and not _APART.search(sentence[min(mark.end, other.end) : max(mark.start, other.start)])
            for other in beside
        )
        is_of_complaint = _is_good(mark, lexicon, 1) and any(
            _is_good(other, lexicon, -1)
            and sentence[min(mark.end, other.end) : max(mark.start, other.start)] in (" ", "-")
            for other in beside
        )
        if not (is_of_complaint or (is_told and _is_scale(mark, lexicon))):
            kept.append(mark)
    return kept


def _is_good(mark: Mark, lexicon: Lexicon, up: int) -> bool:
    """Whether a rise (1) or a fall (-1) of what a mark names is good."""
    named = [lexicon.outcomes[o] for o in outcomes_in([mark])]
    return bool(named) and all(o.good == up and o.reads == "measure" for o in named)


def _is_unit(mark: Mark, clause: Clause, lexicon: Lexicon, sentence: str) -> bool:
    """Whether a scale in brackets measures the outcome before it: 'numbness fell (NRS 6 to 2)'."""
    held = [other for other in clause.marks if outcomes_of(other)]
    if _PER.fullmatch(sentence, max(0, mark.start - 2), mark.end):
        return held[0] is not mark
    if sentence[mark.start - 1 : mark.start] != "(" or not _is_scale(mark, lexicon):
        return False
    end = sentence.find(")", mark.end)
    return held[0] is not mark and not any(mark.start < other.start < end for other in held)


def _is_scale(mark: Mark, lexicon: Lexicon) -> bool:
    named = outcomes_in([mark])
    return bool(named) and all(lexicon.outcomes[o].reads == "scale" for o in named)
