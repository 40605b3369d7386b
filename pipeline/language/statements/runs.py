"""The run of change words that speaks of each group of outcomes.

'Reduced pain and fatigue' is a run before its group, 'pain and fatigue fell' one after it. Which
run belongs to a group is judged from the words that stand between.
"""

import re
from itertools import pairwise

from pipeline.language.clauses.clause import Clause
from pipeline.language.sentences.marks import NOUNS, Mark, change_of, is_attributive
from pipeline.language.statements.gaps import AUXILIARY, lead_of, n_words, tail_of
from pipeline.language.statements.groups import Group, Row, is_of_degree, row_of
from pipeline.language.words.lexicon import Lexicon

_NEGATIVE = re.compile(r"\b(?:not|no|without|nor|never|neither)\b", re.I)
_PARTED = re.compile(r"[,;]|\b(?:and|or|nor|but|while|which|by|with)\b")
# 'regarding the primary outcome, EA was better at …'
_LEAD_IN = re.compile(
    r"\b(?:regarding|concerning|as (?:for|to)|with (?:regard|respect) to|in terms of) "
    r"(?:the |our )?$",
    re.I,
)
# 'reducing pain and improving sleep', 'to reduce pain or improve sleep'
_AND_VERB = re.compile(r"[^,;.]{0,60}?,? (?:and|n?or) (?:(?:in|at|for|on|to) )?")
_ENDING = re.compile(r"(?:ing|ed|s|)$")
# 'no benefit was seen in reducing'
_IN_DOING = re.compile(r"[^,;.]{0,60}? (?:in|on|at|for|of) \w+ing")
_BE = re.compile(r"\b(?:was|were|is|are)\s*$")
_PREDICATE = re.compile(r";|\b(?:was|were|is|are|had|did|but|while|whereas)\b")
_CHANGE = re.compile(r"(?:reduction|decrease|increase|improvement|decline|gain|relief)s?", re.I)
_IS = re.compile(r"\b(?:was|were|is|are)\b")
_LEAST, _FIRM, _CLOSE = 0.1, 0.9, 1.6  # of a lead or a tail


def groups_of(clause: Clause, lexicon: Lexicon, sentence: str) -> list[Group]:
    """Gather outcomes that stand together, and give each group its run."""
    row = row_of(clause, lexicon, sentence)
    taken: set[int] = set()
    for place, part in enumerate(row):
        if isinstance(part, Group):
            _give_run(row, place, sentence, taken, lexicon)
    groups = [part for part in row if isinstance(part, Group)]
    _pair(groups, sentence)
    _share(groups, sentence, lexicon)
    return groups


def _give_run(row: Row, place: int, sentence: str, taken: set[int], lexicon: Lexicon) -> None:
    """Choose the run that speaks of a group: the one before it or one after it."""
    group: Group = row[place]
    is_free = place > 0 and isinstance(row[place - 1], list) and place - 1 not in taken
    before: list[Mark] = row[place - 1] if is_free else []
    lead = 0.0
    if before:
        denies = change_of(before[-1]) == "null.none"
        lead = lead_of(sentence[before[-1].end : group.start], denies=denies)
    if lead and "change.impact" in before[-1].ids:  # 'the impact on work and mood'
        lead = _CLOSE
    has_after = place + 1 < len(row) and isinstance(row[place + 1], list)
    after: list[Mark] = row[place + 1] if has_after else []
    gap = sentence[group.end : after[0].start] if after else ""
    tail = tail_of(gap) if after else 0.0
    following = row[place + 2] if after and place + 2 < len(row) else None
    is_lead_in = (
        gap.startswith(":") or gap.endswith(", with ") or _LEAD_IN.search(sentence[: group.start])
    )
    if isinstance(following, Group) and is_lead_in:
        is_of_next = lead_of(sentence[after[-1].end : following.start], denies=False) >= _CLOSE
        tail = 0.0 if is_of_next else tail
    if after and (
        (tail < _FIRM and (group.is_effect(lexicon) or is_of_degree(after)))
        or (
            before
            and is_of_degree(after)
            and (not AUXILIARY.search(gap) or _names_gain(before[-1], group, sentence))
        )
    ):
        tail = 0.0
    if before and lead >= max(tail, _LEAST):
        group.governs = lead >= _CLOSE
        group.run = before[::-1]
        taken.add(place - 1)
        denial = row[place - 2][-1] if place > 1 and isinstance(row[place - 2], list) else before[0]
        if _IN_DOING.fullmatch(sentence, denial.end, before[0].end):
            group.run += [denial] if change_of(denial) == "null.none" else []
        if after and _is_compound(after[0], gap, sentence):
            group.run = after + group.run
            taken.add(place + 1)
        elif after and _acts_on(before, after, gap, sentence):
            outer = after
            group.run = outer + group.run if is_of_degree(before) else group.run + outer
            taken.add(place + 1)
    elif tail > 0:
        group.run = after
        taken.add(place + 1)
        if before and is_of_degree(before) and lead >= 1:
            group.run += before
            taken.add(place - 1)


def _names_gain(change: Mark, group: Group, sentence: str) -> bool:
    """Whether a change is named of a list with these outcomes: 'improvements in HbA1c and VAS'."""
    lead = sentence[change.end : group.start]
    return _is_gain(change, sentence) and not (AUXILIARY.search(lead) or ";" in lead)


def _is_gain(change: Mark, sentence: str) -> bool:
    return bool(_CHANGE.search(sentence, change.start, change.end))


def _is_compound(change: Mark, gap: str, sentence: str) -> bool:
    """Whether an outcome and the change next to it are one noun: 'greater anxiety reductions'."""
    return gap == " " and bool(_CHANGE.fullmatch(sentence, change.start, change.end))


def _pair(groups: list[Group], sentence: str) -> None:
    """Give a group whose verb is joined to one of the same form before it what denies that."""
    for before, group in pairwise(groups):
        if before.governs and group.governs:
            first, verb = before.run[0], group.run[-1]
            endings = {_ENDING.search(sentence, m.start, m.end)[0] for m in (first, verb)}
            is_joined = _AND_VERB.fullmatch(sentence, before.end, verb.start)
            if is_joined and endings in ({"ing"}, {""}):
                group.fellow = before
                group.run += [mark for mark in before.run if change_of(mark) == "null.none"]


def _acts_on(before: list[Mark], after: list[Mark], gap: str, sentence: str) -> bool:
    """Whether a later run speaks of the change named before: 'the fall in pain was greater'."""
    is_denied = (
        change_of(after[0]) == "null.none"
        and ("change.differ" in before[-1].ids or _is_gain(before[-1], sentence))
        and not _PREDICATE.search(_BE.sub("", gap))
    )
    if is_denied or "comparison.favour" in after[0].ids:
        return True  # 'changes in TNF-α, BDNF, and weight were not different'
    if _PARTED.search(gap):
        return False
    if is_of_degree(before):
        return bool(AUXILIARY.search(gap)) and not is_of_degree(after[:1])
    return (
        (gap == " " and is_of_degree(after[:1]))  # 'reduced pain to a lesser extent'
        or change_of(before[-1]) in NOUNS
        or "change.differ" in before[-1].ids
        or change_of(after[0]) == "null.none"
        or bool(_IS.search(gap))
    )


def _share(groups: list[Group], sentence: str, lexicon: Lexicon) -> None:
    """Let a group without a run share that of its neighbour: 'pain fell, as did fatigue'.

    So too one whose run is but a quality: 'the raised IL-6 and the reduced velocity were reversed'.
    """
    for before, group in pairwise(groups):
        gap = sentence[before.end : group.start]
        if not (group.run or group.is_effect(lexicon) or _NEGATIVE.search(gap)):
            group.run = before.run
    for after, group in pairwise(reversed(groups)):
        gap = sentence[group.end : after.start]
        is_alone = len(group.run) == 1 and after.predicate
        if is_alone and is_attributive(sentence, group.run[0], group.outcomes):
            group.run = group.run + after.predicate
        if not (group.run or group.is_effect(lexicon) or is_of_degree(after.run)) and (
            n_words(gap) <= 4
        ):
            group.run = after.run
