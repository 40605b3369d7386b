"""The design of a study and whom it was done in."""

from collections.abc import Sequence

from pipeline.protocol.criteria import Living, Sign, Species
from pipeline.screening.reading import Reading
from pipeline.screening.sample_size import Counts

_TITLE_WEIGHT = 3
_MESH_WEIGHT = 2
_INTERVENTIONS = ("modality/terms", "modality/loose", "site")


def species_of(reading: Reading, species: Sequence[Living]) -> Species | None:
    """Say in whom the study was done: the living thing named most, the title weighing more."""
    weights = {living.id: _weight(reading, living) for living in species}
    most = max(species, key=lambda living: weights[living.id])
    return most.id if weights[most.id] else None


def _weight(reading: Reading, living: Living) -> int:
    weight = sum(
        _TITLE_WEIGHT * reading.title.count(entry_id) + reading.abstract.count(entry_id)
        for entry_id in (f"species/{living.id}", f"species_cues/{living.id}")
    ) + _MESH_WEIGHT * (not reading.mesh.isdisjoint(living.mesh))
    return weight if weight >= living.at_least else 0


class Designs:
    """Tells designs by the protocol's signs."""

    def __init__(self, signs: Sequence[Sign]) -> None:
        self._signs = [(sign, f"sign/{n}", f"unless/{n}") for n, sign in enumerate(signs)]
        self._otherwise = signs[-1].design

    def design_of(self, reading: Reading, species: Species | None, counts: Counts) -> str:
        """Give the design of the first sign that holds, that of the last sign where none does."""
        in_title, in_abstract = reading.title.counts, reading.abstract.counts
        for sign, shows, denies in self._signs:
            if (
                (not sign.title or shows in in_title)
                and (not sign.abstract or shows in in_abstract)
                and _holds(sign, reading, species, counts)
                and not (sign.unless and (denies in in_title or denies in in_abstract))
            ):
                return sign.design
        return self._otherwise


def _holds(sign: Sign, reading: Reading, species: Species | None, counts: Counts) -> bool:
    types, labels = sign.publication_types, sign.labels
    return (
        (not sign.species or species in sign.species)
        and (not labels or not reading.labels.isdisjoint(labels))
        and (not types or not reading.publication_types.isdisjoint(types))
        and (not sign.names_intervention or any(map(_is_intervention, reading.title.counts)))
        and (sign.counts is None or _is_counted(sign, getattr(counts, sign.counts)))
    )


def _is_counted(sign: Sign, count: int | None) -> bool:
    return count is not None and (sign.at_most is None or count <= sign.at_most)


def _is_intervention(entry_id: str) -> bool:
    return entry_id.startswith(_INTERVENTIONS)
