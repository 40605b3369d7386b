"""What an article is about: which interventions and which conditions of the review.

A term in the title is what an article is about. Without one, the abstract has to do something with
the thing: a mention in the background, in a list, a history or an exclusion is not yet a subject.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.protocol.criteria import Category
from pipeline.screening.reading import Reading, Zone

OFTEN = 2  # mentions in the abstract that make one kind among several a subject
_WORK = {"background": 0, "aim": 1, "method": OFTEN, "result": 1, "conclusion": 1}


@dataclass(frozen=True, slots=True)
class Subject:
    """What an article says of one axis (interventions, conditions).

    `firm` and `loose` count the mentions of terms and of loose terms in the abstract; `working`
    weighs those that stand in no list, history, exclusion or background (those who were enrolled
    and what was done to them weigh most). `kinds` are the ids of
    the categories.
    """

    is_firm_in_title: bool
    is_in_title: bool
    is_indexed: bool
    firm: int
    loose: int
    working: int
    kinds: tuple[str, ...]

    @property
    def is_named(self) -> bool:
        """Whether the thing is mentioned at all."""
        return self.is_in_title or self.firm + self.loose > 0

    def is_subject(self, n_working: int) -> bool:
        """Whether the article is about it: by title, by index, or by so many working mentions."""
        return self.is_in_title or self.working >= (1 if self.is_indexed else n_working)


class Axis:
    """One axis of the criteria, ready to be weighed in articles."""

    def __init__(self, name: str, categories: Sequence[Category], *, has_symptoms: bool) -> None:
        self._categories = categories
        self._firm = {f"{name}/terms/{category.id}": category.id for category in categories}
        self._loose = {f"{name}/loose/{category.id}": category.id for category in categories}
        self._cues = {f"{name}/cues/{category.id}": category.id for category in categories}
        self._has_symptoms = has_symptoms
        self._mesh = frozenset(heading for category in categories for heading in category.mesh)

    def subject(self, reading: Reading) -> Subject:
        """Weigh what title, abstract and index say of this axis."""
        title, abstract = reading.title, reading.abstract
        firm_in_title = _met(title, self._firm)
        loose_in_title = _met(title, self._loose) or self._is_symptom(title, title)
        firm = sum(abstract.counts[entry_id] for entry_id in self._firm if abstract.has(entry_id))
        loose = sum(abstract.counts[entry_id] for entry_id in self._loose if abstract.has(entry_id))
        is_symptom = self._is_symptom(abstract, title) or self._is_symptom(abstract, abstract)
        if is_symptom:
            loose += abstract.count("symptom")
        is_in_title = bool(firm_in_title or loose_in_title)
        return Subject(
            is_firm_in_title=bool(firm_in_title),
            is_in_title=is_in_title,
            is_indexed=not self._mesh.isdisjoint(reading.mesh),
            firm=firm,
            loose=loose,
            working=0 if is_in_title or not firm + loose else self._working(reading, is_symptom),
            kinds=self._kinds(title, abstract),
        )

    def _is_symptom(self, zone: Zone, cause_zone: Zone) -> bool:
        """Whether the condition is told by a symptom and its cause ('allodynia', 'diabetic')."""
        return self._has_symptoms and zone.has("symptom") and bool(_met(cause_zone, self._cues))

    def _working(self, reading: Reading, is_symptom: bool) -> int:
        weight = 0
        for mention in reading.abstract.mentions:
            if any(
                entry_id in self._firm
                or entry_id in self._loose
                or (is_symptom and entry_id == "symptom")
                for entry_id in mention.ids
            ) and not reading.is_mere(mention):
                weight += _WORK[reading.roles[reading.sentence_of(mention.start)]]
        return weight

    def _kinds(self, title: Zone, abstract: Zone) -> tuple[str, ...]:
        named = [
            kind
            for entry_id, kind in self._firm.items()
            if title.has(entry_id) or abstract.count(entry_id) >= OFTEN
        ] or _met(abstract, self._firm)
        if named:
            return tuple(named)
        by_cue = [
            kind
            for entry_id, kind in self._cues.items()
            if title.has(entry_id) or abstract.count(entry_id) >= OFTEN
        ]
        loosely = _met(title, self._loose) or _met(abstract, self._loose)
        is_symptom = self._is_symptom(title, title) or self._is_symptom(abstract, abstract)
        return tuple(by_cue or loosely[:1]) if loosely or is_symptom else ()


def _met(zone: Zone, kinds: Mapping[str, str]) -> list[str]:
    return [kind for entry_id, kind in kinds.items() if entry_id in zone.counts]
