"""What the intervention was compared with."""

from collections.abc import Sequence

from pipeline.language.words.vocabulary import Vocabulary
from pipeline.protocol.criteria import Comparator, Species
from pipeline.screening.arms import Arms, lacks_ours, ours_in
from pipeline.screening.reading import Reading


class Comparators:
    """Tells comparators by the words of one set of criteria."""

    def __init__(self, parts: Sequence[Comparator]) -> None:
        self._parts = parts
        self._opposed = Vocabulary({part.id: part.opposed for part in parts})

    def of(self, reading: Reading, design: str, species: Species | None) -> tuple[str, ...]:
        """Give the comparators that the design fixes, else those told, else those it suggests."""
        fixed = tuple(part.id for part in self._parts if design in part.designs)
        if fixed:
            return fixed
        told = _Told(reading, self._opposed, species)
        possible = [part for part in self._parts if design not in part.not_in]
        found = {part.id for part in possible if told.shows(part)}
        found |= {part.id for part in possible if part.shares and told.shares(part.shares, found)}
        found -= {
            other
            for part in possible
            if part.id in found and design in part.outweighs_in
            for other in part.outweighs
        }
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


class _Told:
    """What an article tells of comparators."""

    def __init__(self, reading: Reading, opposed: Vocabulary, species: Species | None) -> None:
        self._zones = (reading.title, reading.abstract)
        self._lists = ("comparator", "in_animals" if species == "animal" else "in_people")
        is_of_ours = any(map(ours_in, self._zones))
        self._arms = [Arms(zone, opposed) for zone in self._zones] if is_of_ours else ()

    def shows(self, part: Comparator) -> bool:
        """Whether a comparator is named, or what it opposes is set against the intervention."""
        return (
            any(zone.has(f"{name}/{part.id}") for zone in self._zones for name in self._lists)
            or any(arms.opposes(part.id) for arms in self._arms)
            or (part.is_lack and any(map(lacks_ours, self._zones)))
        )

    def shares(self, comparator_id: str, found: set[str]) -> bool:
        """Whether the intervention was added to what this comparator opposes.

        What all arms had is no comparator where another than this was found.
        """
        return any(
            arms.is_added_to(comparator_id)
            or (found <= {comparator_id} and arms.have(comparator_id))
            for arms in self._arms
        )
