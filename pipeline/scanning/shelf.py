"""Results of files that have been read, kept so that an unchanged file is not read again."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from pipeline.files import whole
from pipeline.pubmed.sieve import Picked
from pipeline.version import code_version


class Shelf:
    """A folder with one result for each file, of one vocabulary."""

    def __init__(self, folder: Path, terms: Iterable[str]) -> None:
        self.folder = folder
        self._terms = "\n".join(terms)

    def place(self, path: Path) -> Path:
        """Where the result is: its name tells the file, its size and date, the code, the terms."""
        about = path.stat()
        key = f"{about.st_size} {about.st_mtime_ns}\n{code_version()}\n{self._terms}"
        return self.folder / f"{path.name}.{hashlib.sha256(key.encode()).hexdigest()[:16]}.npz"

    def holds(self, path: Path) -> bool:
        """Whether the file has been read, as it is now."""
        return self.place(path).is_file()

    def put(self, path: Path, picked: Picked) -> None:
        """Keep a file's result, in place of earlier ones of that file."""
        place = self.place(path)
        with whole(place) as beside, beside.open("wb") as file:
            np.savez(
                file,
                seen=picked.seen,
                deleted=picked.deleted,
                rows=picked.rows,
                sha256=picked.sha256,
                ends=np.cumsum([len(xml) for xml in picked.xml], dtype=np.int64),
                xml=np.frombuffer(b"".join(picked.xml), dtype=np.uint8),
            )
        for other in self.folder.glob(f"{path.name}.*.npz"):
            if other != place:
                other.unlink()

    def get(self, path: Path) -> Picked:
        """A file's result."""
        with np.load(self.place(path)) as kept:
            xml, ends = kept["xml"].tobytes(), kept["ends"].tolist()
            starts = [0, *ends[:-1]]
            return Picked(
                seen=kept["seen"],
                deleted=kept["deleted"],
                rows=kept["rows"],
                sha256=str(kept["sha256"]),
                xml=tuple(xml[start:end] for start, end in zip(starts, ends, strict=False)),
            )
