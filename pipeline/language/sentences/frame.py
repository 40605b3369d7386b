"""An abstract before its findings are read: marked sentences, their roles, its arms and kind."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from pipeline.language.sentences.cutting import sentences
from pipeline.language.sentences.marking import Marker
from pipeline.language.sentences.marks import Mark, arm_of, is_of, outcomes_in
from pipeline.language.sentences.openness import with_open_questions
from pipeline.language.sentences.roles import roles
from pipeline.language.sentences.telling import telling
from pipeline.language.words.lexicon import Lexicon
from pipeline.language.words.vocabulary import Mention
from pipeline.records import AbstractSection

_OPENING = 6  # sentences
_JOINED = 25  # characters
# 'foot drop after acupuncture'
_BROUGHT_BY = re.compile(
    r"(?: \w+){0,4} (?:following|after|caused by|due to|induced by|from|secondary to|"
    r"associated with|related to|complicating|resulting from) (?:an? |the )?(?:\w+ )?",
    re.I,
)
_INDUCED = re.compile(r"[-\s](?:induced|related|associated)\b", re.I)
# 'we report a case treated with acupuncture'
_REPORTS = re.compile(r"\b(?:we|is|are|here|paper|article) (?:report|descri|present)", re.I)


class Frame:
    """The sentences of an abstract with their marks and roles, and what it is as a whole."""

    def __init__(
        self,
        title: str,
        sections: tuple[AbstractSection, ...],
        lexicon: Lexicon,
        mentions: Iterable[Mention],
    ) -> None:
        self.title = title
        self.lexicon = lexicon
        self.sentences = sentences(sections)
        whole = "\n".join([title, *(section.text for section in sections)])
        marker = Marker(title, whole, lexicon, mentions, is_animal=self.is_animal)
        self.title_marks = marker.marks_in(title)
        self.marks = [
            with_open_questions(sentence.text, marker.marks_in(sentence.text))
            for sentence in self.sentences
        ]
        self.roles = roles(self.sentences, lexicon.cues, telling(self.sentences, self.marks))

    @cached_property
    def _kinds(self) -> frozenset[str]:
        opening = " ".join(sentence.text for sentence in self.sentences[:_OPENING])
        return self.lexicon.cues.design.ids(f"{self.title}\n{opening}")

    @cached_property
    def _designs(self) -> list[frozenset[str]]:
        """Give what each sentence says of the kind of record."""
        return [self.lexicon.cues.design.ids(sentence.text) for sentence in self.sentences]

    @cached_property
    def is_review(self) -> bool:
        """Whether the abstract is that of a review, and does not only tell of one."""
        opening = zip(self.sentences[:_OPENING], self.roles, strict=False)
        told = [sentence.text for sentence, role in opening if role != "background"]
        design = self.lexicon.cues.design
        return "review" in design.ids("\n".join([self.title, *told])) or any(
            "own_review" in ids for ids in self._designs
        )

    @property
    def is_bibliometric(self) -> bool:
        """Whether the abstract counts what others have published."""
        return "bibliometric" in self._kinds

    @property
    def is_animal(self) -> bool:
        """Whether the abstract tells of animals."""
        return "animal" in self._kinds

    @property
    def is_case(self) -> bool:
        """Whether the abstract tells the course of single patients."""
        labels = "\n".join({sentence.label or "" for sentence in self.sentences})
        named = self.lexicon.cues.design.ids(f"{self.title}\n{labels}")
        return bool({"case", "case_told"} & self._kinds) or "case_named" in named

    @cached_property
    def began(self) -> int:
        """Give the sentence that a case tells its treatment from: what stands before is history."""
        if self.is_review or not self.is_case or self.is_complication:
            return 0
        told = zip(self.sentences, self.roles, self.marks, strict=True)
        for n, (sentence, role, marks) in enumerate(told):
            if role == "conclusion":
                break
            is_told = role in ("method", "result") and not _REPORTS.search(sentence.text)
            if is_told and any(arm_of(mark) == "intervention" for mark in marks):
                return n
        return 0

    @property
    def is_complication(self) -> bool:
        """Whether a case is told of what the intervention did: 'Foot drop after acupuncture'."""
        injuries = [m for m in self.lexicon.cues.design.find(self.title) if "injury" in m.ids]
        outcomes = self.lexicon.outcomes
        is_good = any(outcomes[o].good > 0 for o in outcomes_in(self.title_marks))
        if not self.is_case or is_good or any(is_of(mark, "change.") for mark in self.title_marks):
            return False
        return any(
            _BROUGHT_BY.fullmatch(self.title, injury.end, mark.start)
            or (_INDUCED.match(self.title, mark.end) and 0 <= injury.start - mark.end <= _JOINED)
            for mark in self.title_marks
            if "arm.intervention" in mark.ids
            for injury in injuries
        )

    @property
    def is_planned(self) -> bool:
        """Whether the abstract is a plan, with no results to tell."""
        design = self.lexicon.cues.design
        labels = dict.fromkeys(sentence.label or "" for sentence in self.sentences)
        headings = design.ids("\n".join([self.title, *labels]))
        n_planned = sum("planned" in ids for ids in self._designs)
        if "plan" in headings or (n_planned and "protocol" in headings):
            return True
        return n_planned >= max(3, len(self.sentences) / 2)

    @property
    def is_adjunct(self) -> bool:
        """Whether the intervention is added to another treatment, not only one form to another."""
        design = self.lexicon.cues.design
        told = [(self.title, self.title_marks)]
        told += [
            (sentence.text, marks)
            for sentence, role, marks in zip(self.sentences, self.roles, self.marks, strict=True)
            if role in ("aim", "method")
        ]
        if "adjunct" not in design.ids("\n".join(text for text, _ in told)):
            return False
        return any(
            "adjunct" in mention.ids and not _joins_ours(mention.start, mention.end, marks)
            for text, marks in told
            for mention in design.find(text)
        )

    @property
    def arms(self) -> frozenset[str]:
        """Give the kinds of arm told outside the background."""
        named = frozenset(
            meaning
            for marks, role in zip(self.marks, self.roles, strict=True)
            if role != "background"
            for mark in marks
            for meaning in mark.ids
            if meaning.startswith("arm.")
        )
        return named | {"arm.inert"} if "arm.inert_design" in named else named


def _joins_ours(start: int, end: int, marks: Sequence[Mark]) -> bool:
    """Whether the intervention stands on either side of a place: 'moxibustion plus needling'."""
    ours = [mark for mark in marks if "arm.intervention" in mark.ids]
    return any(0 <= start - mark.end <= _JOINED for mark in ours) and any(
        0 <= mark.start - end <= _JOINED for mark in ours
    )
