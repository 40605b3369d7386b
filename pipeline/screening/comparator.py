"""What the intervention was compared with."""

from collections.abc import Sequence

from pipeline.protocol.criteria import Comparator, Species
from pipeline.screening.reading import Reading


def comparators_of(
    reading: Reading, comparators: Sequence[Comparator], design: str, species: Species | None
) -> tuple[str, ...]:
    """Give the comparators that the design fixes, else those shown, else those it suggests."""
    fixed = tuple(part.id for part in comparators if design in part.designs)
    if fixed:
        return fixed
    kind = "in_animals" if species == "animal" else "comparator"
    shown = [part for part in comparators if _is_shown(part, f"{kind}/{part.id}", reading, design)]
    common = {other for part in shown if design in part.outweighs_in for other in part.outweighs}
    found = {part.id for part in shown} - common
    found |= {part.id for part in comparators if design in part.always_for}
    return tuple(
        part.id
        for part in comparators
        if (part.id in found if found else design in part.default_for)
    )


def _is_shown(part: Comparator, entry_id: str, reading: Reading, design: str) -> bool:
    return design not in part.not_in and (
        reading.title.has(entry_id) or reading.abstract.has(entry_id)
    )
