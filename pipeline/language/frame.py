"""An abstract before its findings are read: marked sentences, their roles, its arms and kind."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from pipeline.language.clauses import marks_of
from pipeline.language.figures import P_VALUE
from pipeline.language.lexicon import Lexicon, Mark
from pipeline.language.roles import FINDING_ROLES, roles
from pipeline.language.sentences import sentences
from pipeline.language.short_forms import short_forms
from pipeline.language.vocabulary import Mention
from pipeline.records import AbstractSection

_TELL = frozenset(
    ("change.up", "change.down", "change.good", "change.bad", "change.invert", "change.more",
     "change.less", "null.none", "null.neg")
)  # fmt: skip
_NOT_TELL = frozenset(("role.method", "role.aim", "role.future", "role.prior"))
# 'symptoms other than pain'
_BESIDES = re.compile(
    r"\b(?:other than|apart from|aside from|rather than|instead of|regardless of|"
    r"irrespective of)\s+(?:the\s+|their\s+)?$",
    re.I,
)
# 'the CCI group': in an experiment, the animals that got the injury alone
_MODEL_GROUP = re.compile(
    r"(?<![-+/&])(?<![-+/&] )\b(?P<name>[A-Z]{2,5})\d* (?:group|rats|mice|animals)\b"
)
_DECIMAL = r"[-−–]?\d*[.·]\d+"
# '-0.4 (95% CI -0.7 to -0.1)', 'SMD 0.39'
_ESTIMATE = re.compile(
    rf"[(\[,]\s*(?:9[059]\s?% ?(?:CI|confidence interval)?[\s:,]*)?{_DECIMAL}\s*(?:to|–|—|-|,)\s*"
    rf"{_DECIMAL}|\b(?:W?MD|SMD|OR|RR)\s*[=:]?\s*{_DECIMAL}"
)
_SURE = frozenset(("arm.intervention", "comparison.than", "comparison.between"))
_OPENING = 6  # sentences
_NEXT, _BESIDE = 12, 2  # characters
_WORDED, _COMPARED, _FIGURED = 4.0, 6.0, 6.0  # weights of the signs of a result
_JOINED = 25  # characters
_SHORT, _SHORTLY = 5, 1.5  # a short abstract of this many sentences comes to its results sooner


_BENEFIT = frozenset(("change.good", "change.invert", "change.down", "change.differ"))
_BROUGHT_BY = re.compile(
    r"(?: \w+){0,2} (?:following|after|caused by|due to|induced by|from|secondary to|"
    r"associated with|related to|complicating|resulting from) (?:an? |the )?(?:\w+ )?",
    re.I,
)
_INDUCED = re.compile(r"[-\s](?:induced|related|associated)\b", re.I)


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
        self._whole = "\n".join([title, *(section.text for section in sections)])
        named = {int(i[8:]) for m in mentions for i in m.ids if i.startswith("outcome.")}
        self._dead = frozenset(
            n for n in lexicon.contexts if n not in named or not lexicon.lives(n, self._whole)
        )
        self._short_forms = short_forms(self._whole, lexicon)
        self._own = self._own_arms()
        self.marks = [self.marks_in(sentence.text) for sentence in self.sentences]
        self.roles = roles(self.sentences, lexicon.cues, self._telling())
        if self.is_review:
            self._give_review_roles()

    def _telling(self) -> list[float]:
        stress = _SHORTLY if len(self.sentences) <= _SHORT else 1.0
        return [
            stress * _tells(marks) + (_FIGURED if _has_figures(sentence.text, marks) else 0.0)
            for sentence, marks in zip(self.sentences, self.marks, strict=True)
        ]

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
        return "case" in self._kinds

    @cached_property
    def title_marks(self) -> list[Mark]:
        """Mark the title."""
        return self.marks_in(self.title)

    @property
    def is_complication(self) -> bool:
        """Whether a case is told of what the intervention did: 'Foot drop after acupuncture'."""
        if not self.is_case or any(self._is_good(mark) for mark in self.title_marks):
            return False
        injuries = [m for m in self.lexicon.cues.design.find(self.title) if "injury" in m.ids]
        ours = [mark for mark in self.title_marks if "arm.intervention" in mark.ids]
        return any(
            _BROUGHT_BY.fullmatch(self.title, injury.end, mark.start)
            or (_INDUCED.match(self.title, mark.end) and 0 <= injury.start - mark.end <= _JOINED)
            for mark in ours
            for injury in injuries
        )

    def _is_good(self, mark: Mark) -> bool:
        """Whether a mark of a title tells of a benefit or of an effect looked for."""
        return not _BENEFIT.isdisjoint(mark.ids) or any(
            self.lexicon.outcomes[int(i[8:])].good > 0 for i in mark.ids if i.startswith("outcome.")
        )

    @property
    def is_planned(self) -> bool:
        """Whether the abstract is a plan, with no results to tell."""
        design = self.lexicon.cues.design
        labels = dict.fromkeys(sentence.label or "" for sentence in self.sentences)
        headings = design.ids("\n".join([self.title, *labels]))
        n_planned = sum("planned" in ids for ids in self._designs)
        if ("plan" in headings and not self._reports) or (n_planned and "protocol" in headings):
            return True
        return n_planned >= max(3, len(self.sentences) / 2)

    @property
    def _reports(self) -> bool:
        """Whether a result is given with its p-value."""
        return any(
            role in FINDING_ROLES and P_VALUE.search(sentence.text)
            for sentence, role in self._roled()
        )

    @property
    def is_adjunct(self) -> bool:
        """Whether the intervention is added to another treatment, not only one form to another."""
        design = self.lexicon.cues.design
        told = [(self.title, self.title_marks)]
        told += [
            (sentence.text, marks)
            for (sentence, role), marks in zip(self._roled(), self.marks, strict=True)
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
        return frozenset(
            meaning
            for marks, role in zip(self.marks, self.roles, strict=True)
            if role != "background"
            for mark in marks
            for meaning in mark.ids
            if meaning.startswith("arm.")
        )

    def marks_in(self, text: str) -> list[Mark]:
        """Mark a text; outcomes that do not count in this abstract are left out."""
        kept = []
        for mark in marks_of(text, self.lexicon, self._short_forms):
            ids = tuple(
                i for i in mark.ids if not i.startswith("outcome.") or int(i[8:]) not in self._dead
            )
            if "arm.active" in ids and text[mark.start : mark.end].lower() in self._own:
                ids = ("arm.intervention",)
            if ids and not (ids[0].startswith("outcome.") and _BESIDES.search(text[: mark.start])):
                kept.append(mark._replace(ids=ids))
        if self.is_animal:
            kept = sorted([*kept, *self._model_groups(text, kept)])
        return _reversed_by_us(_with_set_aside(kept, text), text)

    def _model_groups(self, text: str, marks: Sequence[Mark]) -> Iterator[Mark]:
        for match in _MODEL_GROUP.finditer(text):
            start, end = match.span()
            is_known = bool(self.lexicon.words.ids(match.group("name")))
            if not (is_known or any(mark.start < end and start < mark.end for mark in marks)):
                yield Mark(start, end, ("arm.control",))

    def _roled(self):
        return zip(self.sentences, self.roles, strict=True)

    def _own_arms(self) -> frozenset[str]:
        """Give the treatments that a title is about where it names no intervention of ours."""
        found = list(self.lexicon.words.find(self.title))
        if any("arm.intervention" in mention.ids for mention in found):
            return frozenset()
        return frozenset(
            self.title[m.start : m.end].lower() for m in found if "arm.active" in m.ids
        )

    def _give_review_roles(self) -> None:
        """In a review without sections what follows the aim is what it found."""
        n = len(self.sentences)
        for place, (sentence, role) in enumerate(self._roled()):
            marks = self.marks[place]
            if (
                sentence.label is None
                and role in ("background", "method")
                and place >= 0.3 * n
                and _tells(marks) > 0
                and any({"arm.intervention", "refer.again"} & set(mark.ids) for mark in marks)
            ):
                self.roles[place] = "result"


def _has_figures(text: str, marks: Sequence[Mark]) -> bool:
    """Whether a sentence gives a p-value, or an outcome's estimate with its interval."""
    if P_VALUE.search(text):
        return True
    is_of_outcome = any(i.startswith("outcome.") for mark in marks for i in mark.ids)
    return is_of_outcome and bool(_ESTIMATE.search(text))


def _joins_ours(start: int, end: int, marks: Sequence[Mark]) -> bool:
    """Whether the intervention stands on either side of a place: 'moxibustion plus needling'."""
    ours = [mark for mark in marks if "arm.intervention" in mark.ids]
    return any(0 <= start - mark.end <= _JOINED for mark in ours) and any(
        0 <= mark.start - end <= _JOINED for mark in ours
    )


def _tells(marks: Sequence[Mark]) -> float:
    """Weigh how much a sentence looks like one that tells of an outcome's change."""
    ids = {i for mark in marks for i in mark.ids}
    if ids.isdisjoint(_TELL) or not any(i.startswith("outcome.") for i in ids):
        return 0.0
    weight = _WORDED if ids.isdisjoint(_SURE) else _COMPARED
    return (
        weight if ids.isdisjoint(_NOT_TELL) else weight - _WORDED if "role.method" in ids else 0.0
    )


def _is_other_arm(mark: Mark) -> bool:
    return not {"arm.inert", "arm.control", "arm.active"}.isdisjoint(mark.ids)


def _with_set_aside(marks: list[Mark], text: str) -> list[Mark]:
    """Read an arm that is set aside as one compared with: 'EA but not sham EA raised it'.

    After another arm it is one that no difference was found from: 'beat no treatment but not sham'.
    """
    kept: list[Mark] = []
    for mark in marks:
        if _is_other_arm(mark):
            again = bool(kept) and "comparison.than" in kept[-1].ids  # 'but not compared with sham'
            pair = kept[-3:-1] if again else kept[-2:]
            if [text[m.start : m.end].lower() for m in pair] == ["but", "not"] and (
                mark.start - kept[-1].end <= _NEXT
            ):
                but = pair[0]
                before = kept[kept.index(but) - 1 :][:1] if kept.index(but) else []
                is_second = again or any(
                    _is_other_arm(m) and but.start - m.end <= _BESIDE for m in before
                )
                ids = (
                    ("comparison.denied",) if is_second else ("comparison.than", "comparison.aside")
                )
                kept[kept.index(but) :] = [Mark(but.start, kept[-1].end, ids)]
        kept.append(mark)
    return kept


def _reversed_by_us(marks: list[Mark], text: str) -> list[Mark]:
    """Tell 'was reversed by EA', an effect, from 'was reversed by naloxone', an antagonist's."""
    kept = list(marks)
    for place, (mark, after) in enumerate(pairwise(marks)):
        if (
            "role.antagonist" in mark.ids
            and text[mark.start : mark.end].lower().endswith(" by")
            and "arm.intervention" in after.ids
            and after.start - mark.end <= _NEXT
        ):
            kept[place] = mark._replace(ids=("change.good",))
    return kept
