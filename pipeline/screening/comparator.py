"""What the intervention was compared with."""

from pipeline.protocol.criteria import Criteria
from pipeline.screening.reading import Reading


def comparators_of(reading: Reading, criteria: Criteria, design: str) -> tuple[str, ...]:
    """Give the comparators that the abstract names, else those that the design implies."""
    named = [
        comparator.id
        for comparator in criteria.comparators
        if reading.abstract.has(f"comparator/{comparator.id}")
    ]
    implied = [part.id for part in criteria.comparators if design in part.designs]
    return tuple(implied or named)
