"""Reading one sentence, clause by clause, with what its earlier clauses leave open."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.language.clauses.asides import correlates, is_aside, is_open
from pipeline.language.clauses.cutting import Clause, clauses
from pipeline.language.clauses.exceptions import (
    denies_ours,
    excepts,
    is_expected,
    without_exception,
)
from pipeline.language.clauses.illness import (
    goes_on_with_illness,
    is_of_illness,
    is_of_the_unhurt,
    tells_of_illness,
)
from pipeline.language.clauses.outset import begins_anew, is_at_outset
from pipeline.language.clauses.parentheses import without_interposed
from pipeline.language.figures.effects import NEUTRAL, FoundEffect, effects, listed, measure_of
from pipeline.language.figures.shown import goes_on_in_figures
from pipeline.language.findings import BETTER, NULL, SPLIT, WORSE
from pipeline.language.notes import Notes
from pipeline.language.references.denials import (
    denied_arm,
    denies_later,
    is_elliptic,
    retracts,
)
from pipeline.language.references.ellipsis import denied_for
from pipeline.language.references.lasting import fades
from pipeline.language.references.likened import likened_arm
from pipeline.language.references.likening import alike_in, likens
from pipeline.language.references.memory import Memory
from pipeline.language.references.ranks import rank_of
from pipeline.language.references.resolving import about, resolved
from pipeline.language.references.rivals import between_the_two, rival_told
from pipeline.language.references.votes import is_nay
from pipeline.language.sentences.frame import Frame
from pipeline.language.sentences.marks import Mark, outcomes_in
from pipeline.language.statements.comparisons import DENIED
from pipeline.language.statements.extent import is_called_trivial
from pipeline.language.statements.statement import Carried, Statement, statements
from pipeline.language.statements.tallies import tally

# 'in Nrf2-/- mice'
_KNOCKED = re.compile(r"\w\(?[-−–]/[-−–]")


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
        self._text, self._marks = without_interposed(frame.sentences[n].text, frame.marks[n])
        self._role = frame.roles[n]
        self._memory = memory
        self._notes = notes
        self._aim = min(
            (mark.start for mark in self._marks if "role.aim" in mark.ids), default=len(self._text)
        )
        self._measure: str | None = None
        self._latest: list[int] = []
        self._is_at_outset = self._is_antagonised = self._is_correlated = False
        self._has_exception = excepts(self._text, self._marks)
        self._denied_before: str | None = None

    def read(self) -> None:
        """Read the sentence's clauses in order."""
        memory = self._memory
        memory.said = []
        for part in clauses(self._text, self._without_exception()):
            self._read_part(part)
            memory.rival = rival_told(part, self._text, memory.rival)
        if self._n - 1 == memory.denying:
            self._note(self._notes.gained(self._n), NULL, DENIED)
        if memory.said:
            memory.last = memory.said
            if self._has_exception:
                self._note(self._notes.gained(self._n), NULL, DENIED)
            if not self._is_review:
                self._notes.settle(self._n, tally(self._text, self._marks))
        elif self._denied_before:
            self._note(self._notes.gained(self._n - 1), NULL, self._denied_before)
        named = dict.fromkeys(o for o in outcomes_in(self._marks) if self._reads(o) != "complaint")
        memory.listed = [] if self._notes.tells(self._n) else list(named)

    def _without_exception(self) -> Sequence[Mark]:
        """Deny what is excepted from 'all', and leave it out of what is read."""
        kept, excepted = without_exception(self._text, self._marks)
        if excepted is None:
            return kept
        outcomes = [self._lexicon.outcomes[o] for o in outcomes_in(kept)]
        claims = {claim for outcome in outcomes for claim in outcome.claim_ids}
        named = outcomes_in(excepted)
        self._has_exception = self._has_exception or not named
        shared = [o for o in named if claims.intersection(self._lexicon.outcomes[o].claim_ids)]
        self._note(shared, NULL, DENIED)
        return kept

    def _read_part(self, part: Clause) -> None:
        """Read a clause as it stands, `part`, with the outcomes that it refers to."""
        antagonist = part.first("role.antagonist")
        is_knocked_out = antagonist is not None or bool(_KNOCKED.search(part.text))
        self._is_antagonised = self._is_antagonised or is_knocked_out
        self._is_at_outset = is_at_outset(part) or (self._is_at_outset and not begins_anew(part))
        named = next((name for name in map(measure_of, part.marks) if name), None)
        self._measure = named or self._measure
        neutral = NEUTRAL[self._measure] if self._measure else None
        self.carried = replace(self.carried, neutral=neutral)
        goes_on = (
            bool(self._latest)
            and fades(part) is None
            and denied_for(part, is_near=True) is None
            and goes_on_in_figures(part, self._text, neutral)
        )
        if not goes_on and self._takes_back(part):
            return
        clause = about(part, self._latest) if goes_on else resolved(part, self._memory, self._role)
        if antagonist:
            self._read_involved(clause)
        is_of_illness = self._goes_on_about_illness(part)
        if not part.names_outcomes and self._read_afterthought(part):
            return
        if not clause.names_outcomes and (is_of_illness or self._read_denial(clause)):
            return
        if denies_ours(part):
            self._notes.leave_to_others(self._n)
        found, self.carried = statements(clause, self._lexicon, self.carried, self._text)
        self._latest = _latest_of(found) or self._latest
        if self._is_at_outset:
            memory = self._memory
            memory.said += [o for o in outcomes_in(clause.marks) if self._reads(o) != "complaint"]
            return
        if self._is_correlated and not begins_anew(part):
            return
        if self._read_same(part, clause):
            return
        self._is_correlated = correlates(part)
        if self._role == "result" and not self._is_antagonised and self._measure:
            self._read_effects(clause, self._measure, is_named=named is not None)
        for statement in found:
            self._read_statement(statement, clause, antagonist)

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
            if value in (NULL, WORSE) or (antagonist and statement.end > antagonist.start):
                return
        if statement.start > self._aim and value != NULL:
            return
        if value == NULL:
            statement = between_the_two(statement, clause, self._memory.rival)
        is_of_unhurt = self._is_animal and value == NULL and is_of_the_unhurt(clause)
        if is_of_unhurt or (self._memory.is_of_illness and is_of_illness(clause, statement)):
            self._memory.said += [outcome] if isinstance(outcome, int) else []
            return
        if is_open(clause, statement) or is_aside(clause, statement, is_review=self._is_review):
            return
        if isinstance(outcome, int) and self._reads(outcome) != "complaint":
            self._memory.said.append(outcome)
        self._notes.add(statement, self._n, self._role)

    def _read_denial(self, clause: Clause) -> bool:
        """Take what a clause without outcomes denies of those told before; whether it denies."""
        said = self._memory.said
        likened = likened_arm(clause)
        if likened:
            gained = self._notes.gained(self._n) or self._notes.gained(self._n - 1)
            self._note(gained, NULL, likened)
            return True
        is_ellipsis = is_elliptic(clause)
        is_unexpected = not is_expected(clause)
        if is_ellipsis and is_unexpected and not said:
            self._has_exception = True
        if is_called_trivial(clause):
            self._note(said, SPLIT, "within")
        arm = denied_arm(clause, self._memory)
        if self._is_antagonised:
            return arm is not None or is_ellipsis
        if said and arm and (arm != DENIED or is_unexpected):
            self._note(said, SPLIT if self._notes.is_of_change(self._n) else NULL, arm)
        if not said and is_unexpected:
            self._denied_before = self._denied_before or denied_for(clause, is_near=False)
        return arm is not None or is_ellipsis or self._denied_before is not None

    def _read_afterthought(self, part: Clause) -> bool:
        """Take a clause that ranks the arms in what was told, or tells which trials found none."""
        gained = self._notes.gained(self._n)
        if self._is_review and is_nay(part):
            gained = gained or self._notes.gained(self._n - 1)
            self._note(gained, NULL, DENIED)
            self._memory.denying = None if gained else self._n
            return True
        ranked = rank_of(part) if self._memory.said and not self._is_antagonised else None
        if ranked:
            self._note((o for o in self._memory.said if o in gained), *ranked)
        return ranked is not None

    def _read_same(self, part: Clause, clause: Clause) -> bool:
        """Take what was told last for a further outcome: 'sleep showed the same pattern'."""
        outcomes = outcomes_in(clause.marks)
        other = alike_in(part)
        told = self._notes.last_told(self._n) if likens(part) else []
        if outcomes and other:
            told = [(NULL, other)]
        if not (outcomes and told):
            return False
        for value, comparison in told:
            self._note(outcomes, value, comparison)
        self._memory.said += outcomes
        return True

    def _takes_back(self, part: Clause) -> bool:
        """Take a clause that denies what was told before it, altogether or at a later time."""
        said = self._memory.said
        has_faded = fades(part)
        if has_faded is not None and (gained := self._notes.gained_last(self._n)):
            if has_faded:
                self._note(gained, SPLIT, "within")
        elif retracts(part):
            self._notes.retract(self._n, self._role)
        elif said and has_faded and self._notes.is_of_change(self._n):
            self._note(said, SPLIT, "within")
        elif said and denies_later(part, self._text[: part.start]):
            self._note(said, NULL, DENIED)
        else:
            return False
        return True

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
