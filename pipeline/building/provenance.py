"""Where the records came from and that they all add up: `prisma_flow` and `runs`."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from pipeline.building.database import Connection, insert, statements, table_checksums
from pipeline.errors import BuildError
from pipeline.manifest import Manifest
from pipeline.version import code_version


def check_flow(connection: Connection, database: Path) -> None:
    """Stop the build where a box of the PRISMA flow is not what the others leave for it."""
    for wrong, right in connection.execute(statements("flow_checks.sql")).fetchall():
        raise BuildError(database, wrong, right=right, do="delete the stages' files and run make")


def load_runs(
    connection: Connection, manifest: Manifest, checksums: Mapping[str, str], disclaimer: str
) -> None:
    """Fill `runs`: one row for each retrieval, and last the build with the tables' checksums."""
    retrieved = Counter()
    for batch in manifest.batches:
        retrieved[batch.run] += len(batch.pmids)
    corpus = (manifest.corpus, manifest.source, manifest.note)
    rows = [
        (
            run.run,
            run.kind,
            *corpus,
            run.query,
            run.translation,
            list(run.warnings),
            run.count,
            retrieved[run.run],
            _moment(run.started),
            _moment(run.finished),
            run.code_version,
            run.inputs,
            {},
            disclaimer,
        )
        for run in manifest.runs
    ]
    n = max((run.run for run in manifest.runs), default=0)
    tables = {name: sha for name, sha in table_checksums(connection).items() if name != "runs"}
    built = (n + 1, "build", *corpus, None, None, [], None, None, None, None, code_version())
    rows.append((*built, dict(checksums), tables, disclaimer))
    insert(connection, "runs", rows)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)
