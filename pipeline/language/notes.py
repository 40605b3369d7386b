"""The findings noted while an abstract is read, and how later words change them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.language.findings import BETTER, NULL, SPLIT, UNCLEAR, Finding
from pipeline.language.references.memory import Memory
from pipeline.language.sentences.marks import Mark
from pipeline.language.statements.comparisons import SHARE
from pipeline.language.statements.statement import Statement
from pipeline.language.statements.tallies import Tally
from pipeline.language.words.lexicon import OutcomeTerms

_MOST = 0.5  # of the patients
_ARMS = ("inert", "control", "active", "group")


class Notes:
    """The findings so far; `marks` are those of each sentence, `memory` the outcomes named."""

    def __init__(
        self,
        outcomes: Sequence[OutcomeTerms],
        marks: Sequence[Sequence[Mark]],
        memory: Memory,
    ) -> None:
        self.findings: list[Finding] = []
        self._outcomes = outcomes
        self._marks = marks
        self._memory = memory

    def add(self, statement: Statement, n: int, role: str) -> None:
        """Note a statement of sentence `n`, -1 for the title, if it is of our arm."""
        comparison = statement.comparison
        if comparison.turn == 0 and statement.value == NULL:
            self._set_against(statement, n)
        if comparison.against == "reference" or (
            comparison.turn == 0 and not (statement.value == NULL and comparison.is_both)
        ):
            return
        for outcome in self._meant(statement.outcome, role):
            terms = self._outcomes[outcome]
            if terms.only_good and statement.value != BETTER:
                continue
            if terms.reads == "complaint" and statement.value not in (BETTER, NULL):
                continue
            self.findings += [
                Finding(
                    claim_id=claim_id,
                    outcome=outcome,
                    value=statement.value,
                    comparison=comparison.against,
                    sentence=n,
                    role=role,
                    is_significant=statement.is_significant,
                    has_chain=statement.has_chain,
                    is_both=comparison.is_both,
                    is_blunt=statement.is_blunt,
                    is_denying=statement.is_denying or self._is_denying(n),
                    is_plain=statement.is_plain,
                    subject=comparison.subject,
                )
                for claim_id in terms.claim_ids
            ]

    def note(self, outcomes: Iterable[int], value: str, comparison: str, n: int, role: str) -> None:
        """Note one value of several outcomes, told without a statement of their own."""
        self.findings += [
            Finding(
                claim_id=claim_id,
                outcome=outcome,
                value=value,
                comparison=comparison,
                sentence=n,
                role=role,
            )
            for outcome in dict.fromkeys(outcomes)
            for claim_id in self._outcomes[outcome].claim_ids
        ]

    def gained(self, n: int) -> list[int]:
        """Give the outcomes with a benefit in a sentence."""
        return [f.outcome for f in self.findings if f.sentence == n and f.value == BETTER]

    def is_shared(self, outcomes: Iterable[int]) -> bool:
        """Whether a benefit in some of these outcomes is told of all arms."""
        good = {f.outcome for f in self.findings if f.value == BETTER and f.is_both}
        return not good.isdisjoint(outcomes)

    def akin(self, outcomes: Iterable[int], to: Iterable[int]) -> list[int]:
        """Give those of some outcomes that bear on a claim that others bear on too."""
        claims = {claim for outcome in to for claim in self._outcomes[outcome].claim_ids}
        return [o for o in outcomes if claims.intersection(self._outcomes[o].claim_ids)]

    def tells(self, n: int) -> bool:
        """Whether a sentence tells how some outcome went."""
        return any(f.sentence == n and f.value != UNCLEAR for f in self.findings)

    def gained_last(self, n: int) -> list[int]:
        """Give the outcomes with a benefit in a sentence, or in the last one where it has none."""
        return self.gained(n) or self.gained(n - 1)

    def leave_to_others(self, n: int) -> None:
        """Leave out a benefit that a sentence then tells to be none of the intervention's."""
        self.findings = [
            f
            for f in self.findings
            if f.sentence != n or f.value != BETTER or f.subject is not None or f.is_both
        ]

    def liken(self, outcomes: Iterable[int], n: int, role: str) -> bool:
        """Note of further outcomes what this sentence or the last one told; whether it told any."""
        told = [f for f in self.findings if f.role == "result" and n - 2 <= f.sentence <= n]
        last = max((f.sentence for f in told), default=n)
        kinds = {(f.value, f.comparison): f for f in told if f.sentence == last}
        self.findings += [
            replace(f, claim_id=claim_id, outcome=outcome, sentence=n, role=role)
            for f in kinds.values()
            for outcome in dict.fromkeys(outcomes)
            for claim_id in self._outcomes[outcome].claim_ids
        ]
        return bool(kinds)

    def retract(self, said: Sequence[int], n: int, role: str) -> None:
        """Take back benefits told in this sentence, or in the last one where this tells none.

        In this one they are those of what was `said` last, of which else no difference is noted.

        A change in all arms, or one with a p-value, stands: the denial is of a difference of arms.
        """
        place = n if any(f.sentence == n for f in self.findings) else n - 1
        if place < n:
            self.note(self._open_between(place), NULL, "group", n, role)
        told = [f for f in self.findings if f.sentence == place and f.value == BETTER]
        last = [f for f in told if f.outcome in said]
        if place == n and (last != told or not told):
            told = last
            self.note({*said}.difference(f.outcome for f in last), NULL, "group", n, role)
        standing = [f for f in told if _stands(f)]
        self.findings = [
            replace(f, value=NULL) if f in told and f not in standing else f for f in self.findings
        ]
        self.note((f.outcome for f in standing), NULL, "group", n, role)

    def _open_between(self, n: int) -> list[int]:
        """Give the outcomes in which a sentence sets arms apart, and not who is ahead."""
        return [
            f.outcome
            for f in self.findings
            if f.sentence == n and f.value == UNCLEAR and f.comparison in _ARMS
        ]

    def divide(self, outcomes: Sequence[int], n: int, role: str) -> None:
        """Note of outcomes that trials are divided on them, for all that a sentence tells."""
        self.findings = [f for f in self.findings if f.sentence != n or f.outcome not in outcomes]
        self.note(outcomes, SPLIT, SHARE, n, role)

    def settle(self, n: int, tally: Tally | None) -> None:
        """Judge what a sentence counts patients for by the share of them that gained."""
        told = [f for f in self.findings if f.sentence == n]
        if tally is None or any(f.is_significant for f in told):
            return
        gained = {f.outcome for f in told if f.value == BETTER}
        if tally.is_named:
            gained = gained or {f.outcome for f in told if f.value == NULL}
        value, comparison = (SPLIT, SHARE) if tally.share < _MOST else (BETTER, "within")
        first = {f.outcome: f for f in reversed(told) if f.outcome in gained}
        self.findings = [f for f in self.findings if f.sentence != n or f.outcome not in gained]
        self.findings += [
            replace(f, value=value, comparison=comparison)
            for f in told
            if f.outcome in gained and f is first[f.outcome]
        ]

    def _set_against(self, statement: Statement, n: int) -> None:
        """Take 'fell with EA but not in the controls' for a comparison with the controls."""
        arm = statement.comparison.subject
        if arm not in ("inert", "control"):
            return
        self.findings = [
            replace(f, comparison=arm)
            if f.sentence == n
            and f.outcome == statement.outcome
            and f.value == BETTER
            and f.comparison == "within"
            else f
            for f in self.findings
        ]

    def _meant(self, outcome: int | str, role: str) -> tuple[int, ...]:
        if isinstance(outcome, int):
            return (outcome,)
        if role != "result":
            return ()
        return self._memory.meant_by(outcome, {f.outcome for f in self.findings})

    def _is_denying(self, n: int) -> bool:
        return n >= 0 and any("null.none" in mark.ids for mark in self._marks[n])


def _stands(finding: Finding) -> bool:
    return finding.is_both or (
        bool(finding.is_significant) and finding.comparison in ("within", "baseline")
    )
