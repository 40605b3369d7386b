"""Clauses that name no outcome and speak of those named before.

'It relieved…', 'the improvement was greater after injection', 'all scores fell', 'the groups did
not differ'.
"""

import re
from dataclasses import replace

from pipeline.language.clauses.clause import Clause
from pipeline.language.references.bearing import start_of, with_outcomes
from pipeline.language.references.denials import is_elliptic
from pipeline.language.references.memory import Memory
from pipeline.language.references.scope import (
    EFFECT,
    OF_REGIMENS,
    holds_for_others,
    is_of_another_thing,
    is_of_arms,
    is_of_what,
    names_effect,
)
from pipeline.language.sentences.marks import (
    DEGREE,
    Mark,
    change_of,
    outcomes_of,
)

# 'and was also …'
_GOES_ON = re.compile(
    r"\s*,?\s*(?:but|and|while|whereas|yet|though|although|which)?\s*"
    r"(?:(?:at|by|after)\s+(?:(?:weeks?|months?|days?|the|\d+|follow-up)\b[\w\s-]{0,20}?))?\s*(?:also|then|only|again|soon|"
    r"had|has|having|was|were|is|are|did|not|never|remained|became|been|\w+ly|\s)*",
    re.I,
)
_COMPARES = frozenset(
    ("comparison.between", "comparison.both", "comparison.than", "arm.inert", "arm.control")
)
_NO_DIFFERENCE = re.compile(
    r"differ|apart\b|alike|similar|comparable|equal|nothing|superior|advantage|benefit|"
    r"\badd(?:ed|ition)|further|extra\b|"
    r"\b(?:neither|nor|no|not|none)\b[^,;]{0,40}\b(?:superior|better|ahead|stronger|greater|worse)",
    re.I,
)
# 'at week 12 the difference …'
_TIME = re.compile(
    r"(?:(?:but|and|yet|however|whereas|while|though|although)\s+)?"
    r"(?:at|by|after|during|from|in|within|under|with|on|for|among|between)\s+[\w -]{1,40}",
    re.I,
)
# 'the dose, which was the same in both arms', 'were satisfied, with no difference'
_OF_NOUN = re.compile(r"\W*(?:which|that|who|(?<=,)\s*with(?:out)?)\b", re.I)
# 'on neither', 'the former'
_LISTED = re.compile(
    r"\W*(?:and |but |while )?(?:(?:on|in|for) )?(?:the )?"
    r"(?:neither|both|it|them|either|(?P<former>former)|(?P<latter>latter))\b"
    r"(?! (?:groups?|arms?|of the))",
    re.I,
)
# 'no effect on the permeability'
_NO_EFFECT_ON = re.compile(
    r"no (?:\w+ )?(?:effect|influence|impact)s? on "
    r"(?!(?:its|their|this|that|these|those|any|either|it|them)\b)",
    re.I,
)
# 'failed to reduce | the incidence of POD'
_OBJECT = re.compile(
    r" (?:the|its|their|an?) (?!(?:same|two|three|difference|effect|improvement|reduction|benefit|"
    r"change)\b)[a-z]{3,}(?: of)?(?: [\w-]+)?"
)
_OBJECTS = ("one", "ones", "them", "these", "both")
_OBJECTS_OF = ("it", "them", "this", "these", "such", "all")
_SUBJECTS = ("it", "they")
_CONTRASTS = ("whereas", "although")
_LEAD = 6  # characters that may stand before a word that refers back


def resolved(clause: Clause, memory: Memory, role: str) -> Clause:
    """Give a clause without outcomes those that it speaks of."""
    clause = _without_asides(clause)
    if clause.names_outcomes or "role.adverse" in clause.ids:
        return clause
    if clause.denies and (OF_REGIMENS.search(clause.text) or holds_for_others(clause)):
        return clause
    again = clause.first("refer.again")
    after = clause.text[again.end - clause.start :] if again else ""
    if again and (after.startswith("-out") or is_of_what(clause, again.end, is_next=True)):
        again = None  # 'the drop-out rates', 'the difference in heart rate'
    found = _by_what_it_says(clause, again, memory, role) or _by_going_on(clause, again, memory)
    return with_outcomes(clause, *found) if found else clause


def _by_what_it_says(
    clause: Clause, again: Mark | None, memory: Memory, role: str
) -> tuple[Mark, list[int]] | None:
    """Find the words, or the start, by which a null, a rank or an effect refers to outcomes."""
    if _is_bare_null(clause, role, memory) and (meant := memory.before or memory.topics):
        return start_of(clause), meant
    if memory.said and _is_of_rank(clause):
        return start_of(clause), memory.said
    if again and names_effect(clause, again) and _may_refer(clause, again, memory):
        return again, memory.before
    measures = clause.first("refer.measures")
    is_of_last = measures and clause.before(measures).lower().endswith("these ")
    meant = (is_of_last and memory.before) or memory.said or memory.listed or memory.topics
    if measures and role == "result" and meant and any(map(change_of, clause.marks)):
        return measures, meant
    listed = _LISTED.match(clause.text)
    if listed and memory.listed and (not memory.said or listed["former"] or listed["latter"]):
        return again or start_of(clause), _of_those(listed, memory.listed)
    return None


def _of_those(word: re.Match[str], listed: list[int]) -> list[int]:
    """Give the outcomes of a list that a word means: 'the former'."""
    if word["former"]:
        return listed[:1]
    return listed[-1:] if word["latter"] else listed


def _by_going_on(
    clause: Clause, again: Mark | None, memory: Memory
) -> tuple[Mark, list[int]] | None:
    """Find the word, or the start, by which a clause goes on about outcomes: 'and also fell'."""
    told = next((mark for mark in clause.marks if change_of(mark)), None)
    if memory.said and told and (again is None or again.start > told.start):
        lead = clause.before(told)
        if _acts_on_another(clause, told):
            return None
        goes_on = _GOES_ON.fullmatch(lead) or _is_of_our_arm(clause, told)
        if lead.strip(" ;") and goes_on:
            return start_of(clause), memory.said
    tells = told or is_elliptic(clause) or "null.fade" in clause.ids
    if again and tells and _may_refer(clause, again, memory):
        return again, memory.before
    return None


def _acts_on_another(clause: Clause, denial: Mark) -> bool:
    """Whether what is denied has an object that is no outcome: 'failed to reduce the incidence'."""
    if change_of(denial) != "null.none":
        return False
    if _NO_EFFECT_ON.match(clause.text, denial.start - clause.start):
        return is_of_what(clause, denial.end, is_next=True)
    end = denial.end
    for mark in clause.marks:
        if mark.start - end == 1 and change_of(mark):
            end = mark.end
    found = _OBJECT.match(clause.text, end - clause.start)
    if found is None or end == denial.end:
        return False
    start, stop = (clause.start + place for place in found.span())
    return not any(start <= mark.start < stop for mark in clause.marks)


def _is_of_rank(clause: Clause) -> bool:
    """Whether a clause only ranks two arms: 'but gabapentin was superior to EA'."""
    than = clause.first("comparison.than")
    if than is None or not {"change.good", "change.bad"} & set(than.ids):
        return False
    arms = [mark.start for mark, _ in clause.arms]
    return any(at < than.start for at in arms) and any(at > than.start for at in arms)


def _may_refer(clause: Clause, mark: Mark, memory: Memory) -> bool:
    """Whether a word stands where it refers back, with something before that it may mean."""
    if not memory.before:
        return False
    lead = clause.before(mark).rpartition(",")[2].strip(" ;")
    word = clause.word(mark).lower()
    if word in _OBJECTS and not memory.said:
        return mark.start - clause.start <= 1
    if word.partition(" ")[0] in _OBJECTS_OF and any(
        change_of(told)
        and mark.start - told.end == 1
        and is_of_arms(clause, 0, told.start - clause.start)
        for told in clause.marks
    ):
        return True
    if (names_effect(clause, mark) or word in _SUBJECTS) and _TIME.fullmatch(lead):
        return True
    return (
        len(lead) <= _LEAD or lead.lower() in _CONTRASTS or (bool(memory.said) and word in _OBJECTS)
    )


def _without_asides(clause: Clause) -> Clause:
    """Leave out outcomes in brackets where the clause speaks of an effect named before."""
    named = [mark for mark in clause.marks if outcomes_of(mark)]
    effect = clause.first("refer.again")
    if (
        named
        and effect
        and effect.start < named[0].start
        and EFFECT.search(clause.text[: effect.end - clause.start])
        and all(_is_bracketed(clause, mark) for mark in named)
    ):
        return replace(clause, marks=tuple(m for m in clause.marks if m not in named))
    return clause


def _is_bracketed(clause: Clause, mark: Mark) -> bool:
    before = clause.before(mark)
    return before.count("(") > before.count(")")


def _is_bare_null(clause: Clause, role: str, memory: Memory) -> bool:
    """Whether a clause says that the arms did not differ, and not in what."""
    ids = clause.ids
    if role != "result" or ids & {"role.adverse", "comparison.at_baseline", "role.future"}:
        return False
    if memory.is_elsewhere and not memory.said:
        return False
    null = clause.first("null.none") or clause.first("null.neg")
    if null is None or (not memory.said and _OF_NOUN.match(clause.text)):
        return False
    if not (clause.denies or _NO_DIFFERENCE.match(clause.text, null.start - clause.start)):
        return False
    if not (ids & _COMPARES or (memory.said and _NO_DIFFERENCE.search(clause.text))):
        return False
    # 'neither FMD nor NMD was altered'
    is_of_another = "null.neg" in null.ids and is_of_another_thing(clause)
    is_of_these = is_of_arms(clause, 0, null.start - clause.start)
    return is_of_these and not (is_of_another or is_of_what(clause, null.end))


def _is_of_our_arm(clause: Clause, told: Mark) -> bool:
    """Whether only the intervention stands before a change: 'but EA rats were better'."""
    return (
        any(arm == "intervention" and mark.start < told.start for mark, arm in clause.arms)
        and change_of(told) not in DEGREE
        and is_of_arms(clause, 0, told.start - clause.start)
    )
