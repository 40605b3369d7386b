"""Write the DuckDB file's tables for other tools: Parquet, CSV, RIS, and a CSV for ASReview."""

from pathlib import Path

import duckdb

from pipeline.building.database import Connection, statements
from pipeline.errors import MEND, BuildError
from pipeline.files import whole


def write_exports(connection: Connection, folder: Path) -> None:
    """Write every public table and view of the database to `folder`.

    `connection` may be read-only. Each table becomes a Parquet file, and a CSV in which lists are
    joined by '; '. `included.ris` holds the articles of the review, `asreview.csv` all articles
    with their decision as the label.
    """
    for table, columns in _tables(connection).items():
        flat = ", ".join(_flat(name, data_type) for name, data_type in columns)
        _copy(connection, f"FROM {table}", folder / f"{table}.parquet")
        _copy(connection, f"SELECT {flat} FROM {table}", folder / f"{table}.csv")
    _copy(connection, statements("asreview.sql"), folder / "asreview.csv")
    with whole(folder / "included.ris") as beside:
        beside.write_text(ris(connection), encoding="utf-8", newline="")


def ris(connection: Connection) -> str:
    """The eligible articles as RIS, in the order of their PMIDs."""
    found = connection.execute(statements("ris.sql"))
    tags = [column[0] for column in found.description]
    lines = []
    for row in found.fetchall():
        for tag, value in zip(tags, row, strict=True):
            values = value if isinstance(value, list) else [value]
            lines += [f"{tag}  - {' '.join(str(v).split())}" for v in values if v is not None]
        lines += ["ER  - ", ""]
    return "\r\n".join(lines)


def _tables(connection: Connection) -> dict[str, list[tuple[str, str]]]:
    rows = connection.execute(
        "SELECT table_name, column_name, data_type FROM data_dictionary WHERE position > 0 "
        "ORDER BY table_name, position"
    ).fetchall()
    tables: dict[str, list[tuple[str, str]]] = {}
    for table, column, data_type in rows:
        tables.setdefault(table, []).append((column, data_type))
    return tables


def _flat(column: str, data_type: str) -> str:
    if data_type.endswith("[]"):
        return f"array_to_string({column}, '; ') AS {column}"
    if data_type.startswith("MAP"):
        return f"to_json({column}) AS {column}"
    return column


def _copy(connection: Connection, query: str, path: Path) -> None:
    """Write a query's result; the path's suffix is the name of the format."""
    with whole(path) as beside:
        quoted = str(beside).replace("'", "''")
        try:
            connection.execute(f"COPY ({query}) TO '{quoted}' (FORMAT {path.suffix[1:]})")
        except duckdb.IOException as error:
            raise BuildError(path, str(error).splitlines()[0], do=MEND) from None
