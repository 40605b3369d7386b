"""Who reads the files: this process, a local Dask cluster, or one that people already run."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pipeline.errors import PipelineError, RecordError
from pipeline.pubmed.sieve import Picked, Sieve
from pipeline.snapshot import sha256_of

Outcome = tuple[Path, Picked | str]
Terms = tuple[str, ...]


def read_files(
    paths: Iterable[Path], terms: Terms, *, workers: int, scheduler: str | None
) -> Iterator[Outcome]:
    """Give each file's result as it comes in, or a sentence on what is wrong with the file.

    Dask gives the work of a worker that is lost to another one.
    """
    if workers < 2 and not scheduler:
        return ((path, read_file(path, terms)) for path in paths)
    return _read_on_cluster(paths, terms, workers=workers, scheduler=scheduler)


def read_file(path: Path, terms: Terms) -> Picked | str:
    """Check a file against the `.md5` beside it and pick its records."""
    try:
        check_md5(path)
        return replace(_sieve(terms).pick(path), sha256=sha256_of(path))
    except PipelineError as error:
        return str(error)
    except OSError as error:
        return f"{path}: {error.strerror}"


@lru_cache(maxsize=1)
def _sieve(terms: Terms) -> Sieve:
    return Sieve(terms)


def check_md5(path: Path) -> None:
    """`RecordError` where NLM's checksum (`MD5(name)= 0123…`) lies beside the file and differs."""
    beside = path.with_name(f"{path.name}.md5")
    if not beside.is_file():
        return
    right = re.search(r"\b[0-9a-f]{32}\b", beside.read_text(errors="replace").lower())
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "md5").hexdigest()
    if right is None or found != right[0]:
        told = f"{beside.name} says {right[0]}" if right else f"there is none in {beside.name}"
        raise RecordError(path, f"its MD5 is {found}, {told}", do="download it again")


def _read_on_cluster(
    paths: Iterable[Path], terms: Terms, *, workers: int, scheduler: str | None
) -> Iterator[Outcome]:
    from dask.distributed import Client, LocalCluster, as_completed  # noqa: PLC0415

    with ExitStack() as opened:
        where = scheduler or opened.enter_context(
            LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
        )
        try:
            client = opened.enter_context(Client(where))
        except OSError as error:
            raise RecordError(
                where, f"no Dask scheduler answers ({error})", do="start it, or leave SCHEDULER out"
            ) from None
        tasks = {
            client.submit(read_file, path.absolute(), terms, pure=False): path for path in paths
        }
        for task in as_completed(tasks):
            yield tasks.pop(task), task.result()
