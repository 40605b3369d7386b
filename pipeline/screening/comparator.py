"""What the intervention was compared with."""

from collections.abc import Iterable, Iterator

from pipeline.language.words.vocabulary import Mention, Vocabulary
from pipeline.protocol.criteria import Criteria, Species
from pipeline.screening.arms import Arms
from pipeline.screening.reading import Reading, Zone, is_within

_OTHER = "other"
_WITH_AND = ("with or ", "with and ")  # before 'without acupuncture'
_OURS = ("modality/terms", "modality/loose", "site")


class Comparators:
    """Tells comparators by the words of one set of criteria."""

    def __init__(self, criteria: Criteria) -> None:
        self._parts = criteria.comparators
        self._opposed = Vocabulary({part.id: part.opposed for part in self._parts})
        in_people = {part.id: (*part.terms, *part.in_people) for part in self._parts}
        in_animals = {part.id: (*part.terms, *part.in_animals) for part in self._parts}
        others = {_OTHER: (*criteria.look_alikes, *criteria.elsewhere)}
        self._in_people = Vocabulary(in_people | others)
        self._in_animals = Vocabulary(in_animals | others)

    def of(self, reading: Reading, design: str, species: Species | None) -> tuple[str, ...]:
        """Give the comparators that the design fixes, else those told, else those it suggests."""
        fixed = tuple(part.id for part in self._parts if design in part.designs)
        if fixed:
            return fixed
        found = self._found(reading, design, species)
        found |= {
            part.id
            for part in self._parts
            if design in part.always_for and found.isdisjoint(part.unless_shown)
        }
        return tuple(
            part.id
            for part in self._parts
            if (part.id in found if found else design in part.default_for)
        )

    def _found(self, reading: Reading, design: str, species: Species | None) -> set[str]:
        """Give the comparators that an article tells of; none where no arm of ours is named."""
        zones = [(zone, _ours(zone)) for zone in (reading.title, reading.abstract)]
        if not any(ours for _, ours in zones):
            return set()
        vocabulary = self._in_animals if species == "animal" else self._in_people
        named = {entry_id for zone, _ in zones for entry_id in _ids(zone, vocabulary)}
        arms = [Arms(zone, ours, self._opposed) for zone, ours in zones]
        possible = [part for part in self._parts if design not in part.not_in]
        found = {
            part.id
            for part in possible
            if part.id in named
            or any(each.opposes(part.id) or (part.is_lack and each.lack_ours) for each in arms)
        }
        found |= {part.id for part in possible if part.shares and _shares(part.shares, arms, found)}
        return found - {
            other
            for part in possible
            if part.id in found and design in part.outweighs_in
            for other in part.outweighs
        }


def _shares(comparator_id: str, arms: Iterable[Arms], found: set[str]) -> bool:
    """Whether the intervention was added to what this comparator opposes.

    What all arms had is no comparator where another than this was found.
    """
    return any(
        each.is_added_to(comparator_id) or (found <= {comparator_id} and each.have(comparator_id))
        for each in arms
    )


def _ours(zone: Zone) -> list[Mention]:
    """Give where the text names the intervention or its sites."""
    ours = {entry_id for entry_id in zone.counts if entry_id.startswith(_OURS)}
    return [m for m in zone.mentions if not ours.isdisjoint(m.ids)] if ours else []


def _ids(zone: Zone, vocabulary: Vocabulary) -> Iterator[str]:
    for mention in vocabulary.find(zone.text):
        is_either = zone.text.endswith(_WITH_AND, 0, mention.start)
        if not is_either and not is_within(mention, zone.elsewhere):
            yield from mention.ids
