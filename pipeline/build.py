"""Build evidence.duckdb: load what the stages wrote, count it, and answer each claim.

Counting is SQL, in `pipeline/sql/`, for an analyst to check; statistics that SQL has no word for
come from `pipeline.synthesis`. The file is made beside its place and renamed into it, so that a
reader keeps the old one or gets the new one. The same input gives the same tables.
"""

import argparse
from pathlib import Path

from pipeline.building.answers import synthesize
from pipeline.building.changes import load_changes
from pipeline.building.database import create_tables, create_views, new_database, statements
from pipeline.building.inputs import (
    check,
    group_studies,
    load_plan,
    load_snapshot_records,
    stage,
)
from pipeline.building.provenance import check_flow, load_runs
from pipeline.files import whole
from pipeline.measured import read_measured
from pipeline.protocol import load_protocol
from pipeline.snapshot import load_snapshot, sha256_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the settings of `build`."""
    parser.add_argument("--snapshot", type=Path, required=True, help="folder of raw records")
    parser.add_argument("--articles", type=Path, required=True, help="what `parse` wrote")
    parser.add_argument("--screening", type=Path, required=True, help="what `screen` wrote")
    parser.add_argument("--tags", type=Path, required=True, help="what `tag` wrote")
    parser.add_argument("--protocol", type=Path, required=True, help="folder of the protocol")
    parser.add_argument("--measured", type=Path, help="what `evaluate` measured, if it has")
    parser.add_argument(
        "--before", type=Path, help="DuckDB file of the records before the last run"
    )
    parser.add_argument(
        "--before-last-run",
        action="store_true",
        help="build that file: overrides may lack articles",
    )
    parser.add_argument("--database", type=Path, required=True, help="DuckDB file to write")


def run(
    *,
    snapshot: Path,
    articles: Path,
    screening: Path,
    tags: Path,
    protocol: Path,
    database: Path,
    measured: Path | None = None,
    before: Path | None = None,
    before_last_run: bool = False,
) -> None:
    """Build the DuckDB file; `BuildError` names the first contradiction in what goes in."""
    plan = load_protocol(protocol)
    manifest = load_snapshot(snapshot).manifest
    if before_last_run:
        manifest = manifest.before_last_run()
    staged = {"articles": articles, "screening": screening, "tags": tags}
    places = staged | {"overrides": protocol / "overrides.csv"}
    inputs = [*staged.values(), *sorted(protocol.iterdir())]
    if measured and measured.exists():
        inputs.append(measured)
    checksums = {path.name: sha256_of(path) for path in inputs if path.is_file()}
    with whole(database) as beside, new_database(beside) as connection:
        create_tables(connection)
        load_plan(connection, plan)
        load_snapshot_records(connection, manifest)
        stage(connection, staged)
        if before_last_run:
            connection.execute(statements("earlier_overrides.sql"))
        check(connection, "checks.sql", places)
        group_studies(connection, plan.synthesis)
        connection.execute(statements("load.sql"))
        check(connection, "quote_checks.sql", places)
        synthesize(connection, plan.synthesis, read_measured(measured))
        connection.execute(statements("prisma.sql"))
        check_flow(connection, database)
        if before and not manifest.runs[-1].is_repair:
            load_changes(connection, before, manifest)
        create_views(connection)
        load_runs(connection, manifest, checksums, plan.synthesis.disclaimer)
    # What somebody wrote into the old file must not be replayed into the new one.
    database.with_name(f"{database.name}.wal").unlink(missing_ok=True)
