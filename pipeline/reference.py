"""`reference`: the page that explains every table, view and column of evidence.duckdb."""

import argparse
from itertools import groupby
from pathlib import Path

import duckdb

from pipeline.building.database import create_tables, create_views
from pipeline.files import write_page

HEAD = """\
# Reference: the tables of `evidence.duckdb`

Made from the comments in the file itself by `make docs`; the same words stand in its table
`data_dictionary`. The results describe published evidence and are no medical advice.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the settings of `reference`."""
    parser.add_argument("--page", type=Path, required=True, help="Markdown page to write")
    parser.add_argument("--check", action="store_true", help="only fail where the page is stale")


def run(*, page: Path, check: bool = False) -> None:
    """Write the page, or with `check` raise `PipelineError` where it is not what it would be."""
    write_page(page, reference(), check=check, remedy="make docs")


def reference() -> str:
    """The page, from an empty database of today's shape."""
    with duckdb.connect() as connection:
        create_tables(connection)
        create_views(connection)
        rows = connection.execute(
            "SELECT kind, table_name, position, column_name, data_type, comment "
            "FROM data_dictionary ORDER BY kind, table_name, position"
        ).fetchall()
        keys = dict(
            connection.execute(
                "SELECT table_name, string_agg(constraint_text, '; ' ORDER BY constraint_index) "
                "FROM duckdb_constraints() WHERE constraint_type IN ('PRIMARY KEY', 'FOREIGN KEY') "
                "GROUP BY table_name"
            ).fetchall()
        )
    parts = [HEAD]
    for kind, of_kind in groupby(rows, key=lambda row: row[0]):
        parts.append(f"## {kind.capitalize()}s\n")
        for table, of_table in groupby(of_kind, key=lambda row: row[1]):
            (*_, about), *columns = of_table
            parts.append(f"### `{table}`\n\n{about}\n")
            if table in keys:
                parts.append(f"Keys: `{keys[table]}`\n")
            lines = [
                f"| `{name}` | {data_type} | {_cell(comment)} |"
                for *_, name, data_type, comment in columns
            ]
            parts.append(
                "\n".join(("| column | type | meaning |", "| --- | --- | --- |", *lines, ""))
            )
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
