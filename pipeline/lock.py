"""One writer to a folder at a time."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TextIO

from pipeline.errors import SnapshotError

LOCK = ".lock"


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Keep other writers out of `folder`; `SnapshotError` says who is in it already.

    The system frees the lock when its holder ends, however it ends. A folder made for nothing is
    removed again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOCK
    with _locked(path) as file:
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        file.truncate()
        file.write(f"process {os.getpid()} on {socket.gethostname()} since {since}\n")
        file.flush()
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
            if not any(folder.iterdir()):
                folder.rmdir()


@contextmanager
def _locked(path: Path) -> Iterator[TextIO]:
    """Open and lock the file that is at `path` now, not one that its holder has just removed."""
    while True:
        with path.open("a+", encoding="utf-8") as file:
            file.seek(0)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = file.read().strip() or "another process"
                raise SnapshotError(
                    path.parent, f"{holder} is writing to it", do="let it end, or stop it"
                ) from None
            if path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat()):
                yield file
                return
