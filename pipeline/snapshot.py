"""Raw records on disk: gzipped PubMed XML in batches, and a manifest that vouches for them.

A snapshot is complete when it has a `manifest.json`: the manifest is written last, in one step,
and names every batch with its checksum and PMIDs. A folder that holds batches and no manifest is
an unfinished run. Batches are never edited; a later one that holds the same PMID wins.
"""

import gzip
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Literal, Self

from isal import igzip
from pydantic import ValidationError

from pipeline.errors import SnapshotError
from pipeline.files import whole
from pipeline.lock import only_writer
from pipeline.manifest import Batch, Deleted, Manifest, Missing, Run, Source

MANIFEST = "manifest.json"
BATCHES = "*.xml.gz"


class Snapshot:
    """A complete folder of raw records; iterate it for its batches, oldest first."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest

    def __iter__(self) -> Iterator[tuple[Batch, BinaryIO]]:
        """Give each batch with its XML as a binary stream, open until the next is asked for."""
        for batch in self.manifest.batches:
            with self.open(batch) as xml:
                yield batch, xml

    def before_last_run(self) -> Self:
        """The same folder as it was before its last run."""
        return type(self)(self.folder, self.manifest.before_last_run())

    @contextmanager
    def open(self, batch: Batch) -> Iterator[BinaryIO]:
        """Give the batch's XML, unpacked, once its checksum is found right."""
        path = self.folder / batch.file
        if (found := sha256_of(path)) != batch.sha256:
            raise SnapshotError(
                path,
                f"its SHA-256 is {found[:12]}…, the manifest says {batch.sha256[:12]}…",
                do=_remedy(self.manifest.source),
            )
        with igzip.open(path, "rb") as xml:
            yield xml


def load_snapshot(folder: Path) -> Snapshot:
    """Open a snapshot; `SnapshotError` where it is unfinished, damaged or lacks a batch."""
    manifest = read_manifest(folder)
    for batch in manifest.batches:
        if not (folder / batch.file).is_file():
            raise SnapshotError(
                folder / batch.file,
                "the manifest names this batch and it is not there",
                do=_remedy(manifest.source),
            )
    return Snapshot(folder, manifest)


def read_manifest(folder: Path) -> Manifest:
    """Read what the folder should hold; `SnapshotError` where there is no manifest or a bad one."""
    path = folder / MANIFEST
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        if next(folder.glob(BATCHES), None):
            raise SnapshotError(
                folder, "an unfinished run: batches and no manifest", do="run it again to go on"
            ) from None
        raise SnapshotError(
            folder, "there is no snapshot here", do="run `make fetch` or `make import FROM=…`"
        ) from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "the file"
        raise SnapshotError(
            path, f"{key}: {first['msg']}", do="bring the snapshot again into an empty folder"
        ) from None


def existing_manifest(folder: Path, source: Source) -> Manifest | None:
    """The manifest, if there is one; `SnapshotError` where the snapshot is of another kind."""
    if not (folder / MANIFEST).exists():
        return None
    manifest = read_manifest(folder)
    if manifest.source != source:
        raise SnapshotError(
            folder,
            f"it holds a snapshot of another kind ({manifest.source}, not {source})",
            do="give this one another name: `CORPUS=name`",
        )
    return manifest


def write_batch(
    folder: Path, xml: BinaryIO, *, pmids: Iterable[int], run: int, number: int, date: str
) -> Batch:
    """Gzip `xml` into the folder; the same content gives the same bytes under the same name."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{run:04}-{number:05}.part"
    try:
        with beside.open("wb") as file:
            with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
                shutil.copyfileobj(xml, packed, 1 << 20)
            file.flush()
            os.fsync(file.fileno())
        checksum = sha256_of(beside)
        path = folder / batch_name(run, number, checksum)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return Batch(file=path.name, sha256=checksum, pmids=tuple(pmids), date=date, run=run)


def batch_name(run: int, number: int, checksum: str) -> str:
    """The file name of a batch; it bears the start of the file's SHA-256."""
    return f"{run:04}-{number:05}-{checksum[:12]}.xml.gz"


def publish(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, then remove the batches that it does not name."""
    with whole(folder / MANIFEST) as beside:
        beside.write_text(manifest.model_dump_json(indent=1) + "\n", encoding="utf-8")
    sweep(folder, manifest.batches)


def sweep(folder: Path, batches: Iterable[Batch]) -> None:
    """Remove what runs that came to nothing left: batches other than these, and parts of files."""
    named = {batch.file for batch in batches}
    for path in (*folder.glob(BATCHES), *folder.glob(".*.part")):
        if path.name not in named:
            path.unlink()


class SnapshotWriter:
    """Make a whole snapshot in one run, in place of whatever the folder held.

    Use it as a context manager: `add` each batch of XML (documents with a `PubmedArticleSet` at
    the root), and the manifest is published on leaving. When an error leaves the block, the
    folder stays as it was. Give `now` a fixed time for a snapshot that is the same every time.
    """

    def __init__(
        self,
        folder: Path,
        *,
        source: Source,
        kind: Literal["import", "scan", "digest"],
        note: str | None = None,
        query: str | None = None,
        inputs: Mapping[str, str] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.folder = folder
        self.batches: list[Batch] = []
        self.missing: list[Missing] = []
        self.deleted: list[Deleted] = []
        self.replaced: Manifest | None = None
        self._about = {"corpus": folder.name, "source": source, "note": note}
        self._run = {"run": 1, "kind": kind, "query": query, "inputs": dict(inputs or {})}
        self._now = now
        self._held: set[str] = set()
        self._lock = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as lock:
            lock.enter_context(only_writer(self.folder))
            self.replaced = existing_manifest(self.folder, self._about["source"])
            self._lock = lock.pop_all()
        self._held = {path.name for path in self.folder.glob(BATCHES)}
        self._run["started"] = iso(self._now())
        return self

    def add(self, xml: BinaryIO, pmids: Iterable[int]) -> Batch:
        """Store one batch; `pmids` are those of the records in it, in their order."""
        number = len(self.batches) + 1
        day = self._now().date().isoformat()
        batch = write_batch(self.folder, xml, pmids=pmids, run=1, number=number, date=day)
        self.batches.append(batch)
        return batch

    def __exit__(self, failure: object, *_: object) -> None:
        with self._lock:
            if failure is None:
                self._publish()
            else:
                for batch in self.batches:
                    if batch.file not in self._held:
                        (self.folder / batch.file).unlink(missing_ok=True)

    def _publish(self) -> None:
        count = sum(len(batch.pmids) for batch in self.batches)
        run = Run(**self._run, count=count, finished=iso(self._now()))
        manifest = Manifest(
            **self._about,
            runs=(run,),
            missing=tuple(self.missing),
            deleted=tuple(self.deleted),
            batches=tuple(self.batches),
        )
        publish(self.folder, manifest)


def iso(moment: datetime) -> str:
    """A moment in UTC, to the second (`2024-05-01T12:00:00Z`)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remedy(source: Source) -> str:
    if source == "eutils":
        return "run `make fetch`, which brings damaged batches again"
    return "make the snapshot again"
