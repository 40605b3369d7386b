"""What an article is about: which interventions and which conditions of the review.

A term in the title is what an article is about. Without one, the abstract has to do something with
the thing: a mention in the background, in a list, a history or an exclusion is not yet a subject.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from pipeline.protocol.criteria import Aetiology, Category
from pipeline.screening.reading import Reading, Zone

OFTEN = 2  # mentions in the abstract that make one kind among several a subject
_WORK = {"background": 0, "method": OFTEN, "figure": OFTEN}  # what is not told counts once
_FIRM_WORK = _WORK | {"aim": OFTEN, "conclusion": OFTEN}
_SYMPTOM_WORK = _WORK | {"test": OFTEN}


class Axis:
    """One axis of the criteria (interventions, conditions): its lists, by what they show.

    `firm`, `loose` and `cues` map the ids of lists to the kinds that they stand for. `shown` are
    the lists that show the axis and leave the kind open.
    """

    def __init__(
        self, name: str, categories: Sequence[Category], *, sites: tuple[str, ...] = ()
    ) -> None:
        kinds = [category.id for category in categories]
        causes = [part for part in categories if isinstance(part, Aetiology)]
        self.firm = {f"{name}/terms/{kind}": kind for kind in kinds}
        self.loose = {f"{name}/loose/{kind}": kind for kind in kinds}
        self.cues = {f"{name}/cues/{kind}": kind for kind in kinds}
        self.sites = sites
        self.shown = frozenset((*self.loose, *sites))
        self.mesh = frozenset(heading for category in categories for heading in category.mesh)
        self._told = frozenset((*self.firm, *self.shown, "symptom"))
        self._symptom_cues = {f"{name}/cues/{part.id}" for part in causes if part.by_symptoms}
        self._are_causes = bool(causes)
        self._residual = {part.id for part in causes if part.is_residual}
        self._in_want = next((part.id for part in causes if part.is_residual), kinds[0])

    def is_symptom(self, zone: Zone, cause_zone: Zone, n: int = 1) -> bool:
        """Whether the condition is told by a symptom and, `n` times, its cause."""
        return zone.has("symptom") and sum(map(cause_zone.count, self._symptom_cues)) >= n

    def is_symptom_of_cause(self, reading: Reading) -> bool:
        """Whether a sentence of the abstract tells of a symptom and of its cause."""
        abstract = reading.abstract
        if not self.is_symptom(abstract, abstract):
            return False
        return any(
            not self._symptom_cues.isdisjoint(other.ids)
            for mention in abstract.mentions
            if "symptom" in mention.ids
            for other in reading.beside(mention)
        )

    def kinds(self, reading: Reading, *, is_review: bool) -> tuple[str, ...]:
        """Give the ids of the categories that the article studies.

        What is named decides, in the title or again and again. Loose terms and cues do only where
        nothing is named, or in the title beside it; a review takes in whatever its title names, and
        where that is loose ('acupuncture') every kind of intervention that it speaks of.
        """
        title, abstract = reading.title, reading.abstract
        if not any(_meets(zone, self._told) for zone in (title, abstract)):
            return ()
        named, loose = _met(title, self.firm), _met(title, self.loose)
        often = _met_often(abstract, self.firm)
        if self._are_causes and (named or loose):
            named |= _met(title, self.cues)
        if is_review and loose and not (named or self._are_causes):
            named = _met(abstract, self.firm) | loose
        if named or (is_review and often):
            named |= loose
        named = named | often or _met(abstract, self.firm) or loose - self._residual
        if not named and any(
            _meets(zone, self.shown) or self.is_symptom(zone, zone) for zone in (title, abstract)
        ):
            named = (
                _met(title, self.cues)
                or _met_often(abstract, self.cues)
                or loose
                or _met(abstract, self.loose)
                or {self._in_want}
            )
        named = named - self._residual or named
        return tuple(kind for kind in self.firm.values() if kind in named)


class Subject:
    """What an article says of one axis.

    `is_named` where a term of it stands in the title or the abstract, a mere site apart; `firm`
    and `loose` count the mentions in the abstract.
    """

    def __init__(self, axis: Axis, reading: Reading) -> None:
        self._axis = axis
        self._reading = reading
        title, abstract = reading.title, reading.abstract
        self.is_firm_in_title = _meets(title, axis.firm)
        self.is_in_title = (
            self.is_firm_in_title or _meets(title, axis.shown) or axis.is_symptom(title, title)
        )
        has_cause_in_title = axis.is_symptom(abstract, title)
        is_symptom = (
            has_cause_in_title
            or axis.is_symptom(abstract, abstract, OFTEN)
            or axis.is_symptom_of_cause(reading)
        )
        self._symptoms = frozenset(("symptom",) if is_symptom else ())
        self._are_many = is_symptom and abstract.count("symptom") >= OFTEN
        self.is_of_cause_in_title = has_cause_in_title and self._are_many
        self.firm = sum(map(abstract.count, axis.firm))
        self.loose = sum(map(abstract.count, axis.shown)) + sum(map(abstract.count, self._symptoms))
        self.is_named = (
            self.is_in_title
            or self.firm > 0
            or any(map(abstract.has, (*axis.loose, *self._symptoms)))
        )

    def is_subject(self, n_working: int) -> bool:
        """Whether the article is about it: by title, or by so many working mentions.

        One is enough where an index term or the cause in the title points the same way.
        """
        if self.is_in_title or self.firm + self.loose == 0:
            return self.is_in_title
        title, abstract = self._reading.title, self._reading.abstract
        cued = _met(title, self._axis.cues)
        is_pointed_at = (
            not self._axis.mesh.isdisjoint(self._reading.mesh)
            or not cued.isdisjoint(_met(abstract, self._axis.firm))
            or (bool(cued) and _meets(abstract, self._axis.sites))
        )
        return self._working >= (1 if is_pointed_at else n_working)

    @cached_property
    def _working(self) -> int:
        """The mentions in the abstract that stand in no list, history, exclusion or background.

        Whom a study enrolled and what it did to them weighs most; so does what its aim or
        conclusion names outright.
        """
        axis, reading = self._axis, self._reading
        weight = 0
        for mention in reading.abstract.mentions:
            is_firm = any(entry_id in axis.firm for entry_id in mention.ids)
            if not (is_firm or any(self._is_loose(entry_id) for entry_id in mention.ids)):
                continue
            if not reading.is_mere(mention):
                is_symptom = self._are_many and "symptom" in mention.ids
                work = _FIRM_WORK if is_firm else _SYMPTOM_WORK if is_symptom else _WORK
                weight += work.get(reading.role_of(mention), 1)
        return weight

    def _is_loose(self, entry_id: str) -> bool:
        return entry_id in self._axis.shown or entry_id in self._symptoms


def _meets(zone: Zone, entry_ids: Iterable[str]) -> bool:
    return not zone.counts.keys().isdisjoint(entry_ids)


def _met(zone: Zone, kinds: Mapping[str, str]) -> set[str]:
    return {kind for entry_id, kind in kinds.items() if entry_id in zone.counts}


def _met_often(zone: Zone, kinds: Mapping[str, str]) -> set[str]:
    return {kind for entry_id, kind in kinds.items() if zone.count(entry_id) >= OFTEN}
