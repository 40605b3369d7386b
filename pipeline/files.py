"""Files that appear whole or not at all: written beside their place, then renamed into it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import PipelineError


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`; rename it into place on success, delete it on failure.

    Parent folders are made. The content is on disk before the rename, so that a reader sees the
    old file or the new one and never a part.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield beside
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_page(path: Path, text: str, *, check: bool, remedy: str) -> None:
    """Write a page that is made; with `check`, raise `PipelineError` where another one is there."""
    if not check:
        with whole(path) as beside:
            beside.write_text(text, encoding="utf-8")
    elif not path.exists() or path.read_text(encoding="utf-8") != text:
        raise PipelineError(path, "is stale", do=f"run `{remedy}` and commit it")
