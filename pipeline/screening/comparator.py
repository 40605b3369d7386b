"""What the intervention was compared with."""

from collections.abc import Sequence

from pipeline.protocol.criteria import Comparator, Species
from pipeline.screening.reading import Reading


def comparators_of(
    reading: Reading, comparators: Sequence[Comparator], design: str, species: Species | None
) -> tuple[str, ...]:
    """Give the comparators that the design implies, else those that the abstract names."""
    implied = [part.id for part in comparators if design in part.designs]
    named = [part.id for part in comparators if reading.abstract.has(f"comparator/{part.id}")]
    return tuple(implied or named)
