"""The design of a study and whom it was done in."""

from pipeline.protocol.criteria import Criteria, Sign, Species
from pipeline.screening.reading import Reading


def species_of(reading: Reading, criteria: Criteria) -> Species | None:
    """Say in whom the study was done: the living thing named most, the title counting thrice."""
    counts = {
        living.id: 3 * reading.title.counts[f"species/{living.id}"]
        + reading.abstract.counts[f"species/{living.id}"]
        + 2 * (not reading.mesh.isdisjoint(living.mesh))
        for living in criteria.species
    }
    most = max(counts, key=counts.__getitem__)
    return most if counts[most] else None


def design_of(reading: Reading, criteria: Criteria, species: Species | None) -> str:
    """Give the design of the first sign that holds, that of the last sign where none does."""
    for number, sign in enumerate(criteria.signs):
        if _holds(sign, number, reading, species):
            return sign.design
    return criteria.signs[-1].design


def _holds(sign: Sign, number: int, reading: Reading, species: Species | None) -> bool:
    entry_id = f"sign/{number}"
    types = reading.article.publication_types
    return (
        (not sign.species or species in sign.species)
        and (not sign.title or reading.title.has(entry_id))
        and (not sign.abstract or reading.abstract.has(entry_id))
        and (not sign.publication_types or any(kind in sign.publication_types for kind in types))
    )
