"""What an article is about: which interventions and which conditions of the review.

A term in the title is what an article is about. Without one, the abstract has to do something with
the thing: a mention in the background, in a list, a history or an exclusion is not yet a subject.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.protocol.criteria import Aetiology, Category
from pipeline.screening.reading import Reading, Zone

OFTEN = 2  # mentions in the abstract that make one kind among several a subject
_WORK = {"background": 0, "aim": 1, "method": OFTEN, "result": 1, "conclusion": 1}


@dataclass(frozen=True, slots=True)
class Subject:
    """What an article says of one axis (interventions, conditions).

    `firm` and `loose` count the mentions of terms and of loose terms in the abstract; `working`
    weighs those that stand in no list, history, exclusion or background (those who were enrolled
    and what was done to them weigh most).
    """

    is_firm_in_title: bool
    is_in_title: bool
    is_indexed: bool
    firm: int
    loose: int
    working: int

    @property
    def is_named(self) -> bool:
        """Whether the thing is mentioned at all."""
        return self.is_in_title or self.firm + self.loose > 0

    def is_subject(self, n_working: int) -> bool:
        """Whether the article is about it: by title, by index, or by so many working mentions."""
        return self.is_in_title or self.working >= (1 if self.is_indexed else n_working)


class Axis:
    """One axis of the criteria, ready to be weighed in articles.

    `sites` show that there is something of this axis; `symptoms` do where a cue stands by them.
    """

    def __init__(
        self, name: str, categories: Sequence[Category], *, has_sites: bool, has_symptoms: bool
    ) -> None:
        self._firm = {f"{name}/terms/{category.id}": category.id for category in categories}
        self._loose = {f"{name}/loose/{category.id}": category.id for category in categories}
        self._cues = {f"{name}/cues/{category.id}": category.id for category in categories}
        self._shown = frozenset((*self._loose, *(("site",) if has_sites else ())))
        self._has_symptoms = has_symptoms
        self._residual = frozenset(
            category.id
            for category in categories
            if isinstance(category, Aetiology) and category.is_residual
        )
        self._in_want = next((c.id for c in categories if c.loose), categories[0].id)
        self._mesh = frozenset(heading for category in categories for heading in category.mesh)

    def subject(self, reading: Reading) -> Subject:
        """Weigh what title, abstract and index say of this axis."""
        title, abstract = reading.title, reading.abstract
        firm_in_title = _meets(title, self._firm)
        is_in_title = firm_in_title or _meets(title, self._shown) or self._is_symptom(title, title)
        firm = sum(map(abstract.count, self._firm))
        loose = sum(map(abstract.count, self._shown))
        is_symptom = self._is_symptom(abstract, title) or self._is_symptom(abstract, abstract)
        if is_symptom:
            loose += abstract.count("symptom")
        return Subject(
            is_firm_in_title=firm_in_title,
            is_in_title=is_in_title,
            is_indexed=not self._mesh.isdisjoint(reading.mesh),
            firm=firm,
            loose=loose,
            working=0 if is_in_title or not firm + loose else self._working(reading, is_symptom),
        )

    def kinds(self, reading: Reading, *, is_review: bool) -> tuple[str, ...]:
        """Give the ids of the categories that the article studies.

        What is named decides, in the title or again and again. Only where nothing is named, or in
        the title beside it, do loose terms and cues; a review takes in whatever its title does.
        """
        title, abstract = reading.title, reading.abstract
        named, loose = set(_met(title, self._firm)), set(_met(title, self._loose))
        often = {kind for key, kind in self._firm.items() if abstract.count(key) >= OFTEN}
        if self._has_symptoms and (named or loose):
            named |= set(_met(title, self._cues))
        if named or (is_review and often):
            named |= loose
        named |= often
        named = named or set(_met(abstract, self._firm)) or loose - self._residual
        if not named and (self._is_shown(title) or self._is_shown(abstract)):
            named = set(_met(title, self._cues)) or {
                kind for key, kind in self._cues.items() if abstract.count(key) >= OFTEN
            }
            named = named or loose or set(_met(abstract, self._loose)) or {self._in_want}
        named = named - self._residual or named
        return tuple(kind for kind in self._firm.values() if kind in named)

    def _is_shown(self, zone: Zone) -> bool:
        return _meets(zone, self._shown) or self._is_symptom(zone, zone)

    def _is_symptom(self, zone: Zone, cause_zone: Zone) -> bool:
        """Whether the condition is told by a symptom and its cause ('allodynia', 'diabetic')."""
        return self._has_symptoms and zone.has("symptom") and _meets(cause_zone, self._cues)

    def _working(self, reading: Reading, is_symptom: bool) -> int:
        weight = 0
        for mention in reading.abstract.mentions:
            if any(
                entry_id in self._firm
                or entry_id in self._shown
                or (is_symptom and entry_id == "symptom")
                for entry_id in mention.ids
            ) and not reading.is_mere(mention):
                weight += _WORK[reading.roles[reading.sentence_of(mention.start)]]
        return weight


def _met(zone: Zone, kinds: Mapping[str, str]) -> list[str]:
    return [kind for entry_id, kind in kinds.items() if entry_id in zone.counts]


def _meets(zone: Zone, entry_ids: Iterable[str]) -> bool:
    return not zone.counts.keys().isdisjoint(entry_ids)
