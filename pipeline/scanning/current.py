"""Which of the records picked from files in order is current."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from pipeline.scanning.shelf import Shelf


def current_records(paths: Iterable[Path], shelf: Shelf) -> Iterator[tuple[int, bytes]]:
    """Give PMID and XML of each matching record that is current, in the order of the files.

    A later file replaces the same PMID and version, a `DeleteCitation` removes it, and of several
    versions the highest is current; it counts only where it matches itself.
    """
    paths = list(paths)
    current = _current(paths, shelf)
    for path in paths:
        picked = shelf.get(path)
        for row, xml in zip(picked.rows.tolist(), picked.xml, strict=True):
            if (path, row) in current:
                yield int(picked.seen[row, 0]), xml


def _current(paths: list[Path], shelf: Shelf) -> set[tuple[Path, int]]:
    """File and row of the current record of each PMID of which some record matches."""
    some = [picked.seen[picked.rows, 0] for picked in map(shelf.get, paths)]
    wanted = np.unique(np.concatenate(some)) if some else np.array([])
    latest: dict[tuple[int, int], tuple[Path, int]] = {}
    for path in paths:
        picked = shelf.get(path)
        for row in np.flatnonzero(np.isin(picked.seen[:, 0], wanted)).tolist():
            latest[tuple(picked.seen[row].tolist())] = (path, row)
        for deleted in map(tuple, picked.deleted.tolist()):
            latest.pop(deleted, None)
    highest = {pmid: latest[pmid, version] for pmid, version in sorted(latest)}
    return set(highest.values())
