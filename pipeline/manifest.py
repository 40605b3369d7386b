"""What a snapshot's `manifest.json` says: where the records came from, and which file holds which.

Its shape is checked on reading, and nothing unknown is let in.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.version import code_version

Source = Literal["eutils", "import", "baseline", "digest"]


class Entry(BaseModel):
    """A part of the manifest: frozen, and nothing in it that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Batch(Entry):
    """A gzipped file of PubMed XML: its checksum, the PMIDs in it, the day and run it came in."""

    file: str = Field(pattern=r"^\w[\w.-]*$")
    sha256: str
    pmids: tuple[int, ...]
    date: str
    run: int


class Run(Entry):
    """How records came in: one search, update, import or scan, with times in UTC (ISO 8601).

    `count` is how many records the source said there are, `since` the first day of the
    modification dates that an update asked for, `inputs` the files read with their SHA-256.
    `is_repair` where it brought again what a damaged batch had held.
    """

    run: int
    kind: Literal["search", "update", "import", "scan", "digest"]
    query: str | None = None
    translation: str | None = None
    warnings: tuple[str, ...] = ()
    count: int | None = None
    since: str | None = None
    inputs: dict[str, str] = {}
    started: str
    finished: str
    code_version: str = Field(default_factory=code_version)
    is_repair: bool = False


class Missing(Entry):
    """A record that the search names and PubMed does not serve."""

    pmid: int
    reason: str


class Deleted(Entry):
    """A record held from an earlier run which a later run found withdrawn, and why."""

    pmid: int
    run: int
    reason: str = ""


class Manifest(Entry):
    """What a snapshot holds and where it came from."""

    format: Literal[1] = 1
    corpus: str
    source: Source
    note: str | None = None
    runs: tuple[Run, ...]
    missing: tuple[Missing, ...] = ()
    deleted: tuple[Deleted, ...] = ()
    batches: tuple[Batch, ...]

    @property
    def withdrawn(self) -> frozenset[int]:
        """PMIDs that are in a batch but no longer in the corpus: deleted, and not come back."""
        last = {pmid: batch.run for batch in self.batches for pmid in batch.pmids}
        return frozenset(gone.pmid for gone in self.deleted if last.get(gone.pmid, 0) < gone.run)

    @property
    def pmids(self) -> frozenset[int]:
        """PMIDs of the corpus."""
        return frozenset(p for batch in self.batches for p in batch.pmids) - self.withdrawn

    def before_last_run(self) -> "Manifest":
        """What the manifest said before its last run: of the runs, batches and deletions then."""
        last = self.runs[-1].run
        return self.model_copy(
            update={
                "runs": self.runs[:-1],
                "batches": tuple(batch for batch in self.batches if batch.run < last),
                "deleted": tuple(gone for gone in self.deleted if gone.run < last),
            }
        )
