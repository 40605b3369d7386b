"""The plan of the review, fixed before the results are seen; one module for each of its files.

The folder that `PROTOCOL=` names holds everything particular to a review; this package is its
only reader.
"""

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ProtocolError
from pipeline.protocol.claims import Claims
from pipeline.protocol.criteria import Criteria
from pipeline.protocol.overrides import Override, read_overrides
from pipeline.protocol.search import Search
from pipeline.protocol.synthesis import Synthesis
from pipeline.protocol.toml import read_part


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """A protocol whose files have all been validated."""

    search: Search
    criteria: Criteria
    claims: Claims
    synthesis: Synthesis
    overrides: tuple[Override, ...]


def load_protocol(folder: Path) -> Protocol:
    """Read and validate the folder; `ProtocolError` names file, key and remedy."""
    criteria, claims = load_criteria(folder), load_claims(folder)
    synthesis = read_part(folder / "synthesis.toml", Synthesis)
    if fault := synthesis.fault(claims, criteria):
        raise ProtocolError(folder / "synthesis.toml", fault, do="correct that key")
    return Protocol(
        search=load_search(folder),
        criteria=criteria,
        claims=claims,
        synthesis=synthesis,
        overrides=load_overrides(folder),
    )


def load_search(folder: Path) -> Search:
    """Read `search.toml` alone."""
    return read_part(folder / "search.toml", Search)


def load_criteria(folder: Path) -> Criteria:
    """Read `criteria.toml` alone."""
    return read_part(folder / "criteria.toml", Criteria)


def load_claims(folder: Path) -> Claims:
    """Read `claims.toml` alone."""
    return read_part(folder / "claims.toml", Claims)


def load_overrides(folder: Path) -> tuple[Override, ...]:
    """Read `overrides.csv` alone."""
    return read_overrides(folder / "overrides.csv")
