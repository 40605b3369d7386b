"""Reading an abstract: its findings, sentence by sentence."""

import re
from collections.abc import Iterable, Sequence

from pipeline.language.clauses.asides import is_general_truth, lists_outcomes
from pipeline.language.clauses.cutting import clauses
from pipeline.language.figures.effects import FoundEffect
from pipeline.language.findings import BETTER, INCONCLUSIVE, NULL, SPLIT, WORSE, Reading
from pipeline.language.notes import Notes
from pipeline.language.passage import Passage
from pipeline.language.references.memory import Memory
from pipeline.language.sentences.frame import Frame
from pipeline.language.sentences.marks import Mark, is_of, outcomes_in
from pipeline.language.sentences.openness import left_open
from pipeline.language.sentences.roles import FINDING_ROLES
from pipeline.language.statements.statement import Carried, statements
from pipeline.language.words.lexicon import Lexicon
from pipeline.records import AbstractSection

# 'needling for low back pain'
_GIVEN_FOR = re.compile(r"\b(?:for|against|to treat|to relieve) (?:(?!and\b)[\w-]+ ){0,3}$")


def read(title: str, sections: tuple[AbstractSection, ...], lexicon: Lexicon) -> Reading | None:
    """Read an abstract; `None` where there is none, or it lacks intervention or outcome."""
    mentions = lexicon.mentions("\n".join([title, *(section.text for section in sections)]))
    if mentions is None:
        return None
    frame = Frame(title, sections, lexicon, mentions)
    return Reader(frame).read() if frame.sentences else None


class Reader:
    """Goes through an abstract in order and keeps what it finds."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.memory = Memory()
        self.notes = Notes(frame.lexicon.outcomes, frame.marks, self.memory)
        self.effects: list[FoundEffect] = []
        self.denials: set[int] = set()
        self.verdict: int | None = None
        self.is_divided = self.is_conflict = False

    def read(self) -> Reading:
        """Read title and sentences; a plan has no findings, nor has a count of publications."""
        frame = self.frame
        is_planned = frame.is_planned
        if not (is_planned or frame.is_bibliometric):
            self._read_title()
            if frame.is_complication:
                self._read_symptoms()
            self._read_sentences()
        told = {f.sentence for f in self.notes.findings if f.value in (NULL, SPLIT)}
        return Reading(
            sentences=tuple(frame.sentences),
            roles=tuple(frame.roles),
            findings=tuple(self.notes.findings),
            effects=tuple(self.effects),
            arms=frame.arms,
            left_over=frozenset(self.denials - told),
            verdict=self.verdict,
            is_divided=self.is_divided,
            is_planned=is_planned,
            is_review=frame.is_review,
            is_animal=frame.is_animal,
            is_case=frame.is_case,
            is_adjunct=frame.is_adjunct,
            is_complication=frame.is_complication,
        )

    def _read_title(self) -> None:
        """Take a title's statement ('EA alleviates … via …'), never its question or its topic."""
        frame = self.frame
        asks = frame.title.rstrip(" .]").endswith("?")
        if asks or not any("arm.intervention" in mark.ids for mark in frame.title_marks):
            return
        ours = Carried(subject="intervention")
        for clause in clauses(frame.title, frame.title_marks):
            if frame.lexicon.cues.title.ids(clause.text) != {"asserts"}:
                continue
            found, _ = statements(clause, frame.lexicon, ours, frame.title)
            for statement in found:
                is_named = isinstance(statement.outcome, int)
                if is_named and statement.value == BETTER and statement.has_chain:
                    self.notes.add(statement, -1, "title")

    def _read_symptoms(self) -> None:
        """Take what a patient suffered from the intervention, and not what it was given for."""
        frame = self.frame
        for n, (role, marks) in enumerate(zip(frame.roles, frame.marks, strict=True)):
            if role == "conclusion" or any(is_of(mark, "null.") for mark in marks):
                continue
            text = frame.sentences[n].text
            felt = [m for m in marks if not _GIVEN_FOR.search(text, 0, m.start)]
            outcomes = [o for o in outcomes_in(felt) if frame.lexicon.outcomes[o].good < 0]
            self.notes.note(outcomes, WORSE, "within", n, role)

    def _read_sentences(self) -> None:
        frame = self.frame
        order: tuple[str, str] | None = None
        for n, (role, marks) in enumerate(zip(frame.roles, frame.marks, strict=True)):
            is_history = n < frame.began
            sentence = frame.sentences[n]
            is_told = role in FINDING_ROLES and not (
                is_history
                or lists_outcomes(sentence.text)
                or (sentence.label is None and is_general_truth(sentence.text, marks))
            )
            if not is_told:
                self.memory.plan(self._measured(marks), {i for m in marks for i in m.ids}, role)
                continue
            self.is_divided = self._is_divided_by(marks)
            if any("verdict.inconclusive" in mark.ids for mark in marks):
                self.verdict = n
                asked = self._measured(left_open(sentence.text, marks))
                value = SPLIT if self.is_divided else INCONCLUSIVE
                self.notes.note(asked, value, "within", n, role)
            if any(is_of(mark, "null.") for mark in marks):
                self.denials.add(n)
            passage = Passage(frame, n, self.memory, self.notes, order)
            passage.read()
            self.effects += passage.effects
            order = passage.carried.order

    def _is_divided_by(self, marks: Sequence[Mark]) -> bool:
        """Whether the trials are now known to conflict, with a conclusion drawn all the same."""
        said = [mark for mark in marks if "verdict.inconclusive" in mark.ids]
        if said:
            self.is_conflict = all("verdict.conflict" in mark.ids for mark in said)
        if any("verdict.leaning" in mark.ids for mark in marks):
            return self.is_conflict
        return self.is_divided and (not said or self.is_conflict)

    def _measured(self, marks: Iterable[Mark]) -> list[int]:
        lexicon = self.frame.lexicon
        return [o for o in outcomes_in(marks) if lexicon.outcomes[o].reads != "complaint"]
