"""What an unfinished fetch has yet to do, and what of it is already on disk.

The plan of a run is fixed once its search is complete. Batches bear their checksum in their name,
so that a folder says by itself which of them arrived whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from isal import igzip
from pydantic import ValidationError

from pipeline.entrez.replies import BadReply, read_pmids
from pipeline.files import whole
from pipeline.manifest import Batch, Deleted, Entry, Run
from pipeline.snapshot import batch_name, existing_manifest, sha256_of, sweep

PLAN = "plan.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What earlier runs brought: the batches that are whole, and those that are not any more.

    `pmids` are those of the corpus as it was last complete, damaged batches included.
    """

    runs: tuple[Run, ...] = ()
    batches: tuple[Batch, ...] = ()
    damaged: tuple[Batch, ...] = ()
    deleted: tuple[Deleted, ...] = ()
    pmids: frozenset[int] = frozenset()

    @property
    def lost(self) -> frozenset[int]:
        """PMIDs of the corpus to bring again: a damaged batch may have held their last state."""
        return self.pmids.intersection(pmid for batch in self.damaged for pmid in batch.pmids)

    @property
    def next_run(self) -> int:
        """The number of the run that comes next."""
        return self.runs[-1].run + 1 if self.runs else 1

    def is_complete_for(self, query: str) -> bool:
        """Whether nothing is to be done for this query but looking for news."""
        return bool(self.runs) and self.runs[-1].query == query and not self.damaged


class Plan(Entry):
    """A run of `fetch`: its search, the PMIDs to bring, and those held but no longer listed."""

    run: int
    kind: Literal["search", "update"]
    query: str
    translation: str | None
    warnings: tuple[str, ...]
    count: int
    started: str
    since: str | None
    batch_size: int
    wanted: tuple[int, ...]
    gone: tuple[int, ...]

    def batches(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The PMIDs of each batch, with the batch's number from 1."""
        for start in range(0, len(self.wanted), self.batch_size):
            yield start // self.batch_size + 1, self.wanted[start : start + self.batch_size]


def find_held(folder: Path) -> Held:
    """Look through the folder; `SnapshotError` where it holds a snapshot not made by `fetch`."""
    manifest = existing_manifest(folder, "eutils")
    if not manifest:
        return Held()
    damaged = tuple(batch for batch in manifest.batches if not _is_whole(folder, batch))
    return Held(
        runs=manifest.runs,
        batches=tuple(batch for batch in manifest.batches if batch not in damaged),
        damaged=damaged,
        deleted=manifest.deleted,
        pmids=manifest.pmids,
    )


def _is_whole(folder: Path, batch: Batch) -> bool:
    path = folder / batch.file
    return path.is_file() and sha256_of(path) == batch.sha256


def save_plan(folder: Path, plan: Plan, held: Held) -> None:
    """Write the plan in one step, once nothing is left of a plan before it."""
    drop_plan(folder)
    sweep(folder, held.batches)
    with whole(folder / PLAN) as beside:
        beside.write_text(plan.model_dump_json() + "\n", encoding="utf-8")


def read_plan(folder: Path, query: str, held: Held) -> Plan | None:
    """The plan that an interrupted run left, if it still does what there is to do."""
    try:
        plan = Plan.model_validate_json((folder / PLAN).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
    is_due = plan.run == held.next_run and plan.query == query
    has_lost = held.lost <= {*plan.wanted, *plan.gone}
    return plan if is_due and has_lost else None


def drop_plan(folder: Path) -> None:
    """Forget the plan: the run is complete, or another takes its place."""
    (folder / PLAN).unlink(missing_ok=True)


def stored_batch(folder: Path, plan: Plan, number: int, pmids: tuple[int, ...]) -> Batch | None:
    """The batch of this number if it is on disk, whole, with no record but those planned."""
    for path in folder.glob(f"{plan.run:04}-{number:05}-*.xml.gz"):
        checksum = sha256_of(path)
        if path.name != batch_name(plan.run, number, checksum):
            continue
        try:
            with igzip.open(path, "rb") as xml:
                returned = read_pmids(xml)
        except (BadReply, OSError, EOFError):
            continue
        if set(returned) <= set(pmids):
            day = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
            return Batch(file=path.name, sha256=checksum, pmids=returned, date=day, run=plan.run)
    return None
