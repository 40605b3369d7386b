"""Reading one sentence, clause by clause, with what its earlier clauses leave open."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from pipeline.language.afterwords import Afterwords
from pipeline.language.clauses.asides import is_aside
from pipeline.language.clauses.bystanders import (
    compares_patients,
    is_hindered,
    is_of_bystanders,
)
from pipeline.language.clauses.clause import Clause
from pipeline.language.clauses.cutting import clauses
from pipeline.language.clauses.exceptions import denies_ours, excepts, without_exception
from pipeline.language.clauses.illness import goes_on_with_illness, tells_of_illness
from pipeline.language.clauses.outset import begins_anew, is_at_outset, is_reason_to_treat
from pipeline.language.clauses.parentheses import without_interposed
from pipeline.language.figures.effects import NEUTRAL, FoundEffect, effects, listed, measure_of
from pipeline.language.figures.shown import LATER, goes_on_in_figures
from pipeline.language.findings import BETTER, NULL, WORSE
from pipeline.language.notes import Notes
from pipeline.language.references.bearing import about, with_listed
from pipeline.language.references.denials import denies_part
from pipeline.language.references.lasting import fades
from pipeline.language.references.memory import Memory
from pipeline.language.references.resolving import resolved
from pipeline.language.references.rivals import between_the_two, rival_told
from pipeline.language.references.scope import goes_on_about_last, is_of_another_thing
from pipeline.language.sentences.frame import Frame
from pipeline.language.sentences.marks import Mark, outcomes_in
from pipeline.language.statements.statement import Carried, Statement, statements

# 'among the electrophysiological parameters'
_FAMILY = re.compile(r"(?:among|of|in|for) (?:all )?(?:the )?", re.I)


class Passage:
    """A sentence of an abstract that may tell findings.

    `order` is that of the arms in the last pair of amounts before it. What is found goes into
    `notes` and `memory`; `effects` are its estimates, `carried` is what it leaves open.
    """

    def __init__(
        self,
        frame: Frame,
        n: int,
        memory: Memory,
        notes: Notes,
        order: tuple[str, str] | None,
    ) -> None:
        self.carried = Carried(order=order)
        self.effects: list[FoundEffect] = []
        self._lexicon = frame.lexicon
        self._is_review = frame.is_review
        self._is_animal = frame.is_animal
        self._n = n
        text, marks = without_interposed(frame.sentences[n].text, frame.marks[n])
        self._text, self._marks, excepted = without_exception(text, marks)
        self._role = frame.roles[n]
        self._memory = memory
        self._notes = notes
        self._aim = min(
            (mark.start for mark in self._marks if "role.aim" in mark.ids), default=len(self._text)
        )
        self._measure: str | None = None
        told = notes.findings if LATER.match(text) else ()
        self._latest = [f.outcome for f in told if f.sentence == n - 1]
        self._is_at_outset = self._is_antagonised = self._is_supposed = False
        self._is_elsewhere = False
        self._since = 0
        self._afterwords = Afterwords(
            self._text, n, self._role, memory, notes, is_review=frame.is_review
        )
        self._afterwords.has_exception = excepted == [] or excepts(self._text, self._marks)
        self._afterwords.excepted = excepted or []

    def read(self) -> None:
        """Read the sentence's clauses in order."""
        memory = self._memory
        memory.said = []
        memory.is_elsewhere = False
        first = next((mark for mark in self._marks if outcomes_in([mark])), None)
        if first:
            is_family = _FAMILY.fullmatch(self._text, 0, first.start)
            memory.family = outcomes_in([first]) if is_family else []
        parts = clauses(self._text, self._marks)
        for part, after in zip_longest(parts, parts[1:]):
            self._read_part(with_listed(part, after))
            memory.rival = rival_told(part, self._text, memory.rival)
        self._afterwords.close(self._marks)
        named = dict.fromkeys(o for o in outcomes_in(self._marks) if self._reads(o) != "complaint")
        memory.listed = [] if self._notes.tells(self._n) else list(named)

    def _read_part(self, part: Clause) -> None:
        """Read a clause as it stands, `part`, with the outcomes that it refers to."""
        after, memory = self._afterwords, self._memory
        antagonist = part.first("role.antagonist")
        self._is_antagonised = self._is_antagonised or is_hindered(part, is_animal=self._is_animal)
        self._is_at_outset = is_at_outset(part) or (self._is_at_outset and not begins_anew(part))
        named = next((name for name in map(measure_of, part.marks) if name), None)
        self._measure = named or self._measure
        neutral = NEUTRAL[self._measure] if self._measure else None
        self.carried = replace(self.carried, neutral=neutral)
        goes_on = (
            bool(self._latest)
            and fades(part) is None
            and not denies_part(part)
            and goes_on_in_figures(part, self._text, neutral)
        )
        if self._goes_on_elsewhere(part) or (not goes_on and after.takes_back(part)):
            return
        clause = about(part, self._latest) if goes_on else resolved(part, memory, self._role)
        self._is_elsewhere = "role.adverse" in part.ids or (
            not clause.names_outcomes and is_of_another_thing(clause)
        )
        memory.is_elsewhere = memory.is_elsewhere or self._is_elsewhere
        if antagonist:
            self._read_involved(clause)
        is_of_illness = self._goes_on_about_illness(part)
        if not (is_of_illness or self._is_antagonised) and after.likens(part):
            return
        if not part.names_outcomes and after.ranks(part, is_antagonised=self._is_antagonised):
            return
        if not clause.names_outcomes and (
            is_of_illness or after.denies(clause, is_antagonised=self._is_antagonised)
        ):
            return
        if denies_ours(part) and not self._is_antagonised:
            self._notes.leave_to_others(self._n)
        found, self.carried = statements(clause, self._lexicon, self.carried, self._text)
        self._latest = _latest_of(found) or self._latest
        if self._is_at_outset:
            memory.said += [o for o in outcomes_in(clause.marks) if self._reads(o) != "complaint"]
            return
        if self._is_supposed:
            return
        self._is_supposed = part.text.rstrip().endswith(":") and any(
            "role.supposed" in mark.ids for mark in self._marks if mark.start < part.end
        )
        if self._role == "result" and not self._is_antagonised and self._measure:
            self._read_effects(clause, self._measure, is_named=named is not None)
        for statement in found:
            self._read_statement(statement, clause, antagonist)

    def _goes_on_elsewhere(self, part: Clause) -> bool:
        """Whether a clause goes on about no outcome; what it denies is of the last ones alone."""
        memory = self._memory
        if self._text[: part.start].endswith(";"):
            self._since, self._is_elsewhere = len(memory.said), False
        if not goes_on_about_last(part):
            return False
        memory.said = memory.said[self._since :] or memory.said
        return self._is_elsewhere

    def _goes_on_about_illness(self, part: Clause) -> bool:
        """Whether a clause of an experiment tells what the injury did, or goes on about that."""
        memory = self._memory
        memory.is_of_illness = self._is_animal and (
            tells_of_illness(part) or (memory.is_of_illness and goes_on_with_illness(part))
        )
        return memory.is_of_illness

    def _read_statement(
        self, statement: Statement, clause: Clause, antagonist: Mark | None
    ) -> None:
        outcome, value = statement.outcome, statement.value
        if self._is_antagonised:
            if value == WORSE and self._reads(outcome) == "effect":
                value = BETTER  # 'naloxone reversed the analgesia'
                statement = replace(statement, value=value)
            if value != BETTER or (antagonist and statement.end > antagonist.start):
                return
        if statement.start > self._aim and value != NULL:
            return
        if value == NULL:
            statement = between_the_two(statement, clause, self._memory.rival)
        is_no_finding = (
            (self._is_animal and value == NULL and is_of_bystanders(clause))
            or (self._memory.is_of_illness and value != BETTER)
            or (
                value in (NULL, WORSE)
                and is_reason_to_treat(self._text, self._marks, statement.start)
            )
        )
        if is_no_finding:
            self._memory.said += [outcome] if isinstance(outcome, int) else []
            return
        if compares_patients(clause) or is_aside(clause, statement, is_review=self._is_review):
            return
        if isinstance(outcome, int) and self._reads(outcome) != "complaint":
            self._memory.said.append(outcome)
        self._notes.add(statement, self._n, self._role)

    def _read_effects(self, clause: Clause, measure: str, *, is_named: bool) -> None:
        """Take a clause's estimates; a `measure` may have been named before it."""
        if is_named:
            self.effects += effects(clause, self._text, self._lexicon)
        else:
            self.effects += listed(clause, self._text, self._lexicon, measure)

    def _read_involved(self, clause: Clause) -> None:
        """Take what an antagonist's success or failure says of what takes part in the effect."""
        involved = [o for o in outcomes_in(clause.marks) if self._reads(o) == "involved"]
        self._note(involved, NULL if "null.neg" in clause.ids else BETTER, "within")

    def _reads(self, outcome: int | str) -> str | None:
        return self._lexicon.outcomes[outcome].reads if isinstance(outcome, int) else None

    def _note(self, outcomes: Iterable[int], value: str, comparison: str) -> None:
        self._notes.note(outcomes, value, comparison, self._n, self._role)


def _latest_of(found: Sequence[Statement]) -> list[int]:
    """Give the outcomes that a clause told of last, which bare figures after it go on about."""
    last = max((statement.start for statement in found), default=None)
    return [s.outcome for s in found if s.start == last and isinstance(s.outcome, int)]
