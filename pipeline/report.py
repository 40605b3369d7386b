"""`report`: show what `evidence.duckdb` says, as a page, as files for other tools, and in words."""

import argparse
import sys
from pathlib import Path

from pipeline.exports import write_exports
from pipeline.files import whole
from pipeline.reporting.page import render
from pipeline.reporting.reading import open_database, read_findings
from pipeline.reporting.terminal import summary, wants_colour


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the settings of `report`."""
    parser.add_argument("--database", type=Path, required=True, help="the DuckDB file to show")
    parser.add_argument("--report", type=Path, required=True, help="the HTML page to write")
    parser.add_argument(
        "--exports", type=Path, help="folder for the tables (default: exports/ beside the page)"
    )


def run(*, database: Path, report: Path, exports: Path | None = None) -> None:
    """Write the page and the exports from `database`, which is only read; print the answers.

    The page comes last, so that where it is, the exports are too.
    """
    exports = exports or report.with_name("exports")
    with open_database(database) as connection:
        found = read_findings(connection)
        write_exports(connection, exports)
    with whole(report) as beside:
        beside.write_text(render(found), encoding="utf-8")
    files = {"report": report, "database": database, "tables": exports}
    print(summary(found, files, colour=wants_colour(sys.stdout)))
