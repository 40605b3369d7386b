"""Reading an abstract: its findings, sentence by sentence."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.language.clauses import Clause, clauses
from pipeline.language.comparisons import DENIED
from pipeline.language.effects import NEUTRAL, FoundEffect, effects, listed
from pipeline.language.findings import INCONCLUSIVE, Finding, Reading
from pipeline.language.frame import Frame
from pipeline.language.lexicon import Lexicon, Mark
from pipeline.language.references import (
    Memory,
    about,
    denied_arm,
    denies_later,
    is_elliptic,
    resolved,
    retracts,
)
from pipeline.language.roles import FINDING_ROLES
from pipeline.language.runs import kind, outcomes_of
from pipeline.language.shown import goes_on_in_figures
from pipeline.language.stance import (
    BETTER,
    NULL,
    SPLIT,
    WORSE,
    Carried,
    Statement,
    statements,
)
from pipeline.records import AbstractSection

# 'women, but not men, had less pain'
_ASIDE = re.compile(r",?\s+but not (?:[\w-]+\s+){0,5}?[\w-]+,", re.I)
# 'vibration sense, absent at the beginning, became perceptible'
_SET_OFF = re.compile(r",\s+(?:\w+\s+){1,5}\w+,\s+(?=\w)")
# 'in Nrf2-/- mice'
_KNOCKED = re.compile(r"\w\(?[-−–]/[-−–]")
# 'the groups were similar with regard to age and disability'
_OF_PATIENTS = re.compile(
    r"\b(?:in|for|of|to|by|as to|regarding) (?:the )?(?:mean )?(?:age|sex|gender)\b", re.I
)
_WHETHER = re.compile(r"\b(?:whether|if)\b", re.I)
_BY_MEANS = re.compile(r"\b(?:via|through|by|involv\w+|depend\w+|receptors?)\b", re.I)
_MEASURES = {f"measure.{name}": name for name in ("MD", "SMD", "RR", "OR", "HR")}
_SINCE_START = re.compile(
    r"(?:from|than|with|to|versus|vs\.?|below|above|over)(?: \S+){0,6}$", re.I
)
# 'Secondary outcomes were sleep and fatigue'
_LISTS_OUTCOMES = re.compile(
    r"\b(?:primary|secondary|main|principal|other) (?:outcomes?|end-?points?)(?: measures?)?\s+"
    r"(?:was|were|included?|are|is|comprised)\s+(?!\w*(?:not|no|significant|similar|better|lower|higher|"
    r"reduced|improved|increased|decreased|comparable|also|met|reached|positive|negative|different)\b)",
    re.I,
)
# 'before treatment the groups did not differ'
_BEFORE = re.compile(
    r"(?<!with )(?<!than )(?<!those )(?<!that )(?<!from )(?<!to )(?<!and )\b(?:before|prior to)\s+"
    r"(?:the\s+)?(?!.*\bafter\b)",
    re.I,
)
_OCCASION = re.compile(
    r"(?:\w+\s+)?(?:treatments?|interventions?|model\w*|operation|surgery|injury|therapy|injections?|"
    r"experiment|randomi[sz]ation|stimulation)\b",
    re.I,
)
_SET_ASIDE = re.compile(
    r"\bsham|control|placebo|alone|model|[-−–]/[-−–]|knock|null mice|deficien|antagoni|inhibitor|"
    r"blocker",
    re.I,
)
# 'may relieve pain through less inflammation': a way that is called only possible
_POSSIBLY_BY = re.compile(
    r"\b(?:may|might|could|possibly|probably|presumably|perhaps|potentially)\b[^;.]*?\b"
    r"(?:through|via|mediated by|owing to|due to|involv\w+|related to|linked to|by \w+ing)\b",
    re.I,
)
_ASIDES = frozenset(("role.adverse", "role.future", "role.correlate", "role.supposed"))
_NEAR, _CLOSE = 30, 8  # characters


def read(title: str, sections: tuple[AbstractSection, ...], lexicon: Lexicon) -> Reading | None:
    """Read an abstract; `None` where there is none, or it names no outcome or no treatment."""
    mentions = lexicon.mentions("\n".join([title, *(section.text for section in sections)]))
    if mentions is None:
        return None
    frame = Frame(title, sections, lexicon, mentions)
    return Reader(frame).read() if frame.sentences else None


class Reader:
    """Goes through an abstract in order and keeps what it finds."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.lexicon = frame.lexicon
        self.memory = Memory()
        self.order: tuple[str, str] | None = None
        self.findings: list[Finding] = []
        self.effects: list[FoundEffect] = []

    def read(self) -> Reading:
        """Read title and sentences; a plan has no findings, nor has a count of publications."""
        frame = self.frame
        is_planned = frame.is_planned
        verdict = None
        if not (is_planned or frame.is_bibliometric):
            self._read_title()
            for n, (role, marks) in enumerate(zip(frame.roles, frame.marks, strict=True)):
                if role not in FINDING_ROLES or _LISTS_OUTCOMES.search(frame.sentences[n].text):
                    outcomes = [o for mark in marks for o in outcomes_of(mark)]
                    measured = [
                        o for o in outcomes if isinstance(o, int) and not self._is_complaint(o)
                    ]
                    self.memory.plan(measured, {i for mark in marks for i in mark.ids}, role)
                    continue
                if any("verdict.inconclusive" in mark.ids for mark in marks):
                    verdict = n
                    self._read_verdict(n, role, marks)
                self._read_sentence(n, role, marks)
        return Reading(
            sentences=tuple(frame.sentences),
            roles=tuple(frame.roles),
            findings=tuple(self.findings),
            effects=tuple(self.effects),
            arms=frame.arms,
            verdict=verdict,
            is_planned=is_planned,
            is_review=frame.is_review,
            is_animal=frame.is_animal,
            is_case=frame.is_case,
            is_adjunct=frame.is_adjunct,
            is_complication=frame.is_complication,
        )

    def _read_title(self) -> None:
        """Take a title's statement ('EA alleviates … via …'), never its question or its topic."""
        title = self.frame.title
        marks = self.frame.title_marks
        asks = title.rstrip(" .]").endswith("?")
        if asks or not any("arm.intervention" in mark.ids for mark in marks):
            return
        for clause in clauses(title, marks):
            if self.lexicon.cues.title.ids(clause.text) != {"asserts"}:
                continue
            for statement in statements(
                clause, self.lexicon, Carried(subject="intervention"), title
            )[0]:
                if (
                    isinstance(statement.outcome, int)
                    and statement.value == BETTER
                    and statement.has_chain
                ):
                    self._add(statement, -1, "title")

    def _read_verdict(self, n: int, role: str, marks: list[Mark]) -> None:
        outcomes = [
            outcome
            for mark in marks
            for outcome in outcomes_of(mark)
            if isinstance(outcome, int) and not self._is_complaint(outcome)
        ]
        self._note(outcomes, INCONCLUSIVE, "within", n, role)

    def _read_sentence(  # noqa: PLR0912
        self, n: int, role: str, marks: list[Mark]
    ) -> None:
        text = self.frame.sentences[n].text
        memory = self.memory
        memory.said = []
        measure = None
        carried = Carried(order=self.order)
        latest: list[int] = []
        aim = min((mark.start for mark in marks if "role.aim" in mark.ids), default=len(text))
        at_start = antagonised = correlated = False
        is_denied = self._sets_aside(text, marks)
        for part in clauses(text, marks):
            at_start = _is_at_start(part) or (at_start and not _begins_anew(part))
            antagonist = part.first("role.antagonist")
            antagonised = antagonised or antagonist is not None or bool(_KNOCKED.search(part.text))
            named = next((_MEASURES[i] for i in part.ids if i in _MEASURES), None)
            measure = named or measure
            carried = replace(carried, neutral=NEUTRAL[measure] if measure else None)
            goes_on = bool(latest) and goes_on_in_figures(part, text, carried.neutral)
            if not goes_on and self._takes_back(part, n, role):
                continue
            clause = about(part, latest) if goes_on else resolved(part, memory, role)
            if antagonist:
                self._read_involved(clause, n, role)
            if not any(outcomes_of(mark) for mark in clause.marks):
                if not memory.said and is_elliptic(clause):
                    is_denied = is_denied or not _SET_ASIDE.search(clause.text)
                if self._read_denial(clause, antagonised, n, role):
                    continue
            if _denies_ours(part):
                self._leave_to_others(n)
            found, carried = statements(clause, self.lexicon, carried, text)
            latest = _latest_of(found) or latest
            if at_start or (correlated and not _begins_anew(part)):
                continue
            if "refer.same" in part.ids and self._read_same(clause, n, role):
                continue
            correlated = any(
                "role.correlate" in mark.ids and not _is_of_ours(part, mark) for mark in part.marks
            )
            if role == "result" and not antagonised and measure:
                self._read_effects(clause, text, None if named else measure)
            for statement in found:
                if antagonised and statement.value == WORSE and self._is_effect(statement.outcome):
                    statement = replace(statement, value=BETTER)  # noqa: PLW2901
                if (
                    (statement.start > aim and statement.value != NULL)
                    or (antagonised and statement.value in (NULL, WORSE))
                    or (antagonist and statement.end > antagonist.start)
                    or _is_open(clause, statement)
                    or self._is_aside(clause, statement)
                ):
                    continue
                if isinstance(statement.outcome, int) and not self._is_complaint(statement.outcome):
                    memory.said.append(statement.outcome)
                self._add(statement, n, role)
        self.order = carried.order
        if memory.said:
            memory.last = memory.said
            if is_denied:
                gained = [f.outcome for f in self.findings if f.sentence == n and f.value == BETTER]
                self._note(gained, NULL, DENIED, n, role)

    def _read_denial(self, clause: Clause, antagonised: bool, n: int, role: str) -> bool:
        """Take what a clause without outcomes denies of those told before; whether it denies."""
        said = self.memory.said
        if "null.trivial" in clause.ids:
            self._note(said, SPLIT, "within", n, role)
        arm = denied_arm(clause, self.memory)
        if said and arm and not (antagonised or _is_set_aside(clause, arm)):
            self._note(said, NULL, arm, n, role)
        return arm is not None or is_elliptic(clause)

    def _read_same(self, clause: Clause, n: int, role: str) -> bool:
        """Take what was told last for a further outcome: 'sleep showed the same pattern'."""
        outcomes = [o for mark in clause.marks for o in outcomes_of(mark) if isinstance(o, int)]
        before = [f for f in self.findings if f.role == "result" and n - 1 <= f.sentence <= n]
        if not outcomes or not before:
            return False
        last = max(finding.sentence for finding in before)
        for told in dict.fromkeys((f.value, f.comparison) for f in before if f.sentence == last):
            self._note(outcomes, *told, n, role)
        self.memory.said += outcomes
        return True

    def _leave_to_others(self, n: int) -> None:
        """Leave out a benefit that a sentence then tells to be none of the intervention's."""
        self.findings = [
            finding
            for finding in self.findings
            if finding.sentence != n or finding.value != BETTER or finding.subject is not None
        ]

    @staticmethod
    def _sets_aside(text: str, marks: list[Mark]) -> bool:
        """Whether a sentence denies for some patients, doses or places what it tells of others."""
        aside = _ASIDE.search(text)
        if aside is None or _SET_ASIDE.search(aside.group()):
            return False
        if _BY_MEANS.search(text, max(0, aside.start() - _NEAR), aside.start()):
            return False
        return not any(
            i.startswith(("outcome.", "arm.", "change."))
            for mark in marks
            if aside.start() <= mark.start < aside.end()
            for i in mark.ids
        )

    def _takes_back(self, part: Clause, n: int, role: str) -> bool:
        """Take a clause that denies what was told before it, altogether or at a later time."""
        said = self.memory.said
        if retracts(part):
            self._retract(n, role)
        elif said and denies_later(part, self.frame.sentences[n].text[: part.start]):
            self._note(said, NULL, DENIED, n, role)
        else:
            return False
        return True

    def _retract(self, n: int, role: str) -> None:
        """Take back benefits told in this sentence, or in the last one where this tells none.

        A change in all arms, or one with a p-value, stands: the denial is of a difference of arms.
        """
        places = {finding.sentence for finding in self.findings}
        place = n if n in places else n - 1
        kept, standing = [], []
        for finding in self.findings:
            if finding.sentence == place and finding.value == BETTER:
                if finding.is_both or (
                    finding.is_significant and finding.comparison in ("within", "baseline")
                ):
                    standing.append(finding.outcome)
                else:
                    finding = replace(finding, value=NULL)  # noqa: PLW2901
            kept.append(finding)
        self.findings = kept
        self._note(standing, NULL, "group", n, role)

    def _read_effects(self, clause: Clause, text: str, carried: str | None) -> None:
        """Take a clause's estimates; `carried` is a measure that was named before it."""
        if carried:
            self.effects += listed(clause, text, self.lexicon, carried)
        else:
            self.effects += effects(clause, text, self.lexicon, _MEASURES)

    def _read_involved(self, clause: Clause, n: int, role: str) -> None:
        """Take what an antagonist's success or failure says of what takes part in the effect."""
        involved = [
            outcome
            for mark in clause.marks
            for outcome in outcomes_of(mark)
            if isinstance(outcome, int) and self.lexicon.outcomes[outcome].reads == "involved"
        ]
        self._note(involved, NULL if "null.neg" in clause.ids else BETTER, "within", n, role)

    def _is_effect(self, outcome: int | str) -> bool:
        return isinstance(outcome, int) and self.lexicon.outcomes[outcome].reads == "effect"

    def _is_complaint(self, outcome: int) -> bool:
        return self.lexicon.outcomes[outcome].reads == "complaint"

    def _is_aside(self, clause: Clause, statement: Statement) -> bool:
        """Whether a statement is a plan, a harm, somebody else's finding or a correlation."""
        way = _POSSIBLY_BY.search(clause.text) if self.frame.is_review else None
        if way and statement.start >= clause.start + way.end():
            return True
        for mark in clause.marks:
            if _is_of_ours(clause, mark):
                continue
            is_before = mark.start < statement.start
            is_near = is_before or mark.start - statement.end <= _NEAR
            if is_near and not _ASIDES.isdisjoint(mark.ids):
                return True
            if is_before and "role.prior" in mark.ids and not self.frame.is_review:
                return True
        return False

    def _note(
        self, outcomes: Iterable[int], value: str, comparison: str, n: int, role: str
    ) -> None:
        for outcome in dict.fromkeys(outcomes):
            for claim_id in self.lexicon.outcomes[outcome].claim_ids:
                self.findings.append(
                    Finding(
                        claim_id=claim_id,
                        outcome=outcome,
                        value=value,
                        comparison=comparison,
                        sentence=n,
                        role=role,
                    )
                )

    def _denies(self, n: int) -> bool:
        return any("null.none" in mark.ids for mark in self.frame.marks[n])

    def _add(self, statement: Statement, n: int, role: str) -> None:
        comparison = statement.comparison
        if comparison.turn == 0 and statement.value == NULL:
            self._set_against(statement, n)
        if comparison.against == "reference" or (
            comparison.turn == 0 and not (statement.value == NULL and comparison.is_both)
        ):
            return
        for outcome in self._resolved(statement.outcome, role):
            terms = self.lexicon.outcomes[outcome]
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
                    is_denying=statement.is_denying or (n >= 0 and self._denies(n)),
                    is_plain=statement.is_plain,
                    subject=comparison.subject,
                )
                for claim_id in terms.claim_ids
            ]

    def _set_against(self, statement: Statement, n: int) -> None:
        """Take 'fell with EA but not in the controls' for a comparison with the controls."""
        arm = statement.comparison.subject
        if arm not in ("inert", "control"):
            return
        self.findings = [
            replace(finding, comparison=arm)
            if finding.sentence == n
            and finding.outcome == statement.outcome
            and finding.value == BETTER
            and finding.comparison == "within"
            else finding
            for finding in self.findings
        ]

    def _resolved(self, outcome: int | str, role: str) -> tuple[int, ...]:
        if isinstance(outcome, int):
            return (outcome,)
        if role != "result":
            return ()
        return self.memory.meant_by(outcome, {finding.outcome for finding in self.findings})


def _is_open(clause: Clause, statement: Statement) -> bool:
    """Whether an effect is only named where no conclusion is drawn: 'unclear whether EA helps'."""
    if "verdict.inconclusive" not in clause.ids:
        return False
    lead = clause.text[: statement.start - clause.start]
    return not statement.has_chain or bool(_WHETHER.search(lead))


def _is_of_ours(clause: Clause, mark: Mark) -> bool:
    """Whether a word of correlation links the intervention itself with what follows it."""
    return "role.correlate" in mark.ids and any(
        "arm.intervention" in other.ids and 0 <= mark.start - other.end <= _NEAR
        for other in clause.marks
    )


def _is_set_aside(clause: Clause, arm: str) -> bool:
    """Whether an effect is denied for animals that lack what it needs."""
    return arm == DENIED and bool(_SET_ASIDE.search(clause.text))


def _denies_ours(clause: Clause) -> bool:
    """Whether a clause says of the intervention alone that it did nothing: 'EA had no effect'."""
    if not {"arm.intervention", "null.none"} <= clause.ids:
        return False
    if any(map(outcomes_of, clause.marks)) or _SET_ASIDE.search(clause.text):
        return False
    return any(
        "arm.intervention" in arm.ids and "null.none" in null.ids and null.start - arm.end <= _CLOSE
        for arm, null in itertools.pairwise(clause.marks)
    )


def _latest_of(found: list[Statement]) -> list[int]:
    """Give the outcomes that a clause told of last, which bare figures after it go on about."""
    last = max((statement.start for statement in found), default=None)
    return [s.outcome for s in found if s.start == last and isinstance(s.outcome, int)]


def _is_at_start(clause: Clause) -> bool:
    """Whether a clause tells how things stood at the outset, and not of a change since."""
    denies = "null.none" in clause.ids or {"null.neg", "change.differ"} <= clause.ids
    if denies and (_is_before(clause) or _OF_PATIENTS.search(clause.text)):
        return True
    mark = clause.first("comparison.at_baseline")
    if mark is None or "comparison.baseline" in clause.ids:
        return False
    if any(
        a.start() <= mark.start - clause.start < a.end() for a in _SET_OFF.finditer(clause.text)
    ):
        return False
    return not _SINCE_START.search(clause.text[: mark.start - clause.start].rstrip()[-60:])


def _begins_anew(clause: Clause) -> bool:
    """Whether a clause tells a change of its own, and no exception to what stands before it."""
    if clause.text.lstrip(" ,;").lower().startswith("except"):
        return False
    return any(map(outcomes_of, clause.marks)) and any(map(kind, clause.marks))


def _is_before(clause: Clause) -> bool:
    """Whether a clause says 'before the treatment', by whatever name."""
    begun = {mark.start - clause.start for mark in clause.marks if "arm.intervention" in mark.ids}
    return any(
        found.end() in begun or _OCCASION.match(clause.text, found.end())
        for found in _BEFORE.finditer(clause.text)
    )
