"""What the intervention was compared with."""

from collections.abc import Sequence

from pipeline.protocol.criteria import Comparator, Species
from pipeline.screening.reading import Reading


def comparators_of(
    reading: Reading, comparators: Sequence[Comparator], design: str, species: Species | None
) -> tuple[str, ...]:
    """Give the comparators that the design fixes, else those shown, else those it suggests."""
    kind = "in_animals" if species == "animal" else "comparator"
    fixed = [part.id for part in comparators if design in part.designs]
    shown = [
        part.id
        for part in comparators
        if reading.title.has(f"{kind}/{part.id}") or reading.abstract.has(f"{kind}/{part.id}")
    ]
    suggested = [part.id for part in comparators if design in part.default_for]
    return tuple(fixed or shown or suggested)
