"""`sql`: a small read-only prompt on a DuckDB file, where DuckDB's own shell is not installed."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import duckdb

from pipeline.building.database import read_database
from pipeline.errors import PipelineError

MOST_ROWS = 1000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the settings of `sql`."""
    parser.add_argument("--database", type=Path, required=True, help="DuckDB file to read")


def run(*, database: Path) -> None:
    """Answer statements that end in `;` until the input ends; the file is opened read-only.

    Where nobody sits at the prompt, statements at fault make it fail at the end.
    """
    connection = read_database(database)
    is_asked, n_faulty = sys.stdin.isatty(), 0
    if is_asked:
        print(f"{database}, read-only. Statements end in ;  Tables: SHOW TABLES;  Leave: Ctrl-D")
        with suppress(ImportError):
            import readline  # noqa: F401, PLC0415  arrow keys and history at the prompt
    with connection:
        for text in _texts():
            try:
                for statement in connection.extract_statements(text):
                    result = connection.sql(statement.query)
                    if result is not None:
                        result.show(max_rows=MOST_ROWS)
            except duckdb.Error as error:
                n_faulty += 1
                print(error, file=sys.stderr)
    if n_faulty and not is_asked:
        raise PipelineError("sql", f"{n_faulty} of the statements failed", do="see above")


def _texts() -> Iterator[str]:
    lines: list[str] = []
    with suppress(EOFError):
        while True:
            prompt = ("... " if lines else "sql> ") if sys.stdin.isatty() else ""
            lines.append(input(prompt))
            if lines[-1].rstrip().endswith(";"):
                yield "\n".join(lines)
                lines = []
    if any(line.strip() for line in lines):
        yield "\n".join(lines)
