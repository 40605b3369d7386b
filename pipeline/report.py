"""`report`: show what `evidence.duckdb` says, as one page, as files, and in the terminal."""

import argparse
from pathlib import Path

import duckdb

from pipeline.errors import BuildError
from pipeline.files import whole
from pipeline.reporting.page import render
from pipeline.reporting.reading import read_findings


def run(*, database: Path, report: Path) -> None:
    """Write the page `report` from the file `database`, which is opened read-only."""
    try:
        connection = duckdb.connect(str(database), read_only=True)
    except duckdb.IOException as error:
        raise BuildError(database, str(error).splitlines()[0], do="build it with `make`") from None
    with connection:
        found = read_findings(connection)
    with whole(report) as beside:
        beside.write_text(render(found), encoding="utf-8")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The stage's settings."""
    parser.add_argument("--database", type=Path, required=True, help="the DuckDB file to show")
    parser.add_argument("--report", type=Path, required=True, help="the HTML page to write")
