"""Clauses that speak of what was told before them: they deny it, rank it or take it back."""

from collections.abc import Iterable, Sequence

from pipeline.language.clauses.clause import Clause
from pipeline.language.findings import NULL, SPLIT
from pipeline.language.notes import Notes
from pipeline.language.references.denials import (
    denied_arm,
    denied_later,
    denies_elsewhere,
    is_elliptic,
    retracts,
)
from pipeline.language.references.lasting import fades
from pipeline.language.references.likening import likened, likened_arm
from pipeline.language.references.memory import Memory
from pipeline.language.references.ranks import rank_of
from pipeline.language.sentences.marks import Mark
from pipeline.language.statements.camps import are_in_camps
from pipeline.language.statements.comparisons import DENIED
from pipeline.language.statements.extent import is_called_trivial
from pipeline.language.statements.tallies import tally


class Afterwords:
    """What the clauses of sentence `n` say of what was told before them, in it or just before.

    It goes into `notes`; `has_exception` where the sentence excepts somebody from what it tells,
    `excepted` are the outcomes that it excepts.
    """

    def __init__(
        self, text: str, n: int, role: str, memory: Memory, notes: Notes, *, is_review: bool
    ) -> None:
        self.has_exception = False
        self.excepted: list[int] = []
        self._text = text
        self._n = n
        self._role = role
        self._memory = memory
        self._notes = notes
        self._is_review = is_review
        self._denies_before = False

    def takes_back(self, part: Clause) -> bool:
        """Take a clause that denies what was told before it, altogether or at a later time."""
        said = self._memory.said
        has_faded = fades(part)
        if has_faded is not None and (gained := self._notes.gained_last(self._n)):
            if has_faded:
                self._note(gained, SPLIT, "within")
        elif retracts(part):
            if said or not self._memory.is_elsewhere:
                self._notes.retract(said, self._n, self._role)
        elif said and (arm := denied_later(part, self._text[: part.start])):
            self._note(said, NULL, arm if self._notes.is_shared(said) else DENIED)
        else:
            return False
        return True

    def likens(self, part: Clause) -> bool:
        """Take what was told last for a further outcome or arm: 'so was sleep', 'so did sham'."""
        if arm := None if part.names_outcomes else likened_arm(part):
            self._note(self._notes.gained_last(self._n), NULL, arm)
            return True
        outcomes = likened(part)
        if outcomes and self._notes.liken(outcomes, self._n, self._role):
            self._memory.said += outcomes
            return True
        return False

    def ranks(self, part: Clause, *, is_antagonised: bool) -> bool:
        """Take a clause that ranks the arms in what was told."""
        gained = self._notes.gained(self._n)
        ranked = rank_of(part) if self._memory.said and not is_antagonised else None
        if ranked:
            self._note((o for o in self._memory.said if o in gained), *ranked)
        return ranked is not None

    def denies(self, clause: Clause, *, is_antagonised: bool) -> bool:
        """Take what a clause without outcomes denies of those told before; whether it denies."""
        said = self._memory.said
        is_ellipsis = is_elliptic(clause)
        if is_ellipsis and not said:
            self.has_exception = True
        if is_called_trivial(clause):
            self._note(said, SPLIT, "within")
        is_shared = self._notes.is_shared(said)
        arm = denied_arm(clause, self._memory)
        if is_antagonised:
            return arm is not None or is_ellipsis
        if said and arm:
            is_of_arms = arm == DENIED and clause.arms and is_shared
            self._note(said, NULL, "group" if is_of_arms else arm)
        if not said and denies_elsewhere(clause):
            self._denies_before = True
        return arm is not None or is_ellipsis or self._denies_before

    def close(self, marks: Sequence[Mark]) -> None:
        """Take what the whole sentence, with these marks, says of what it and the last one told."""
        memory, notes, n = self._memory, self._notes, self._n
        if memory.said:
            memory.last = memory.said
            if self.has_exception or self._denies_before:
                self._note(notes.gained(n), NULL, DENIED)
            self._note(notes.akin(self.excepted, notes.gained(n)), NULL, DENIED)
            if not self._is_review and notes.tells(n):
                notes.settle(n, tally(self._text, marks))
        elif self._denies_before:
            self._note(notes.gained(n - 1), NULL, DENIED)
        if are_in_camps(self._text, marks, is_review=self._is_review):
            notes.divide(memory.before, n, self._role)

    def _note(self, outcomes: Iterable[int], value: str, comparison: str) -> None:
        self._notes.note(outcomes, value, comparison, self._n, self._role)
