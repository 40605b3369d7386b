"""The file evidence.duckdb: its tables and views, and a comment on each and on every column."""

import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb

from pipeline.errors import MEND, BuildError

Connection = duckdb.DuckDBPyConnection

# DuckDB 1.2 is the oldest version that must be able to open the file.
STORAGE_VERSION = "v1.2.0"
BLOCK_SIZE = 16_384  # bytes; the smallest, for many small tables
# One thread writes rows in one order, in less memory, and is hardly slower.
SETTINGS = {"memory_limit": "400MB", "threads": 1}


@contextmanager
def new_database(path: Path) -> Iterator[Connection]:
    """Give a connection to a new, empty file; the file is complete on leaving the block."""
    spill, log = path.with_name(f"{path.name}.spill"), path.with_name(f"{path.name}.wal")
    connection = duckdb.connect(config=SETTINGS | {"temp_directory": str(spill)})
    try:
        quoted = str(path).replace("'", "''")
        storage = f"STORAGE_VERSION '{STORAGE_VERSION}', BLOCK_SIZE {BLOCK_SIZE}"
        connection.execute(f"ATTACH '{quoted}' AS evidence ({storage})")
        connection.execute("USE evidence")
        yield connection
        connection.execute("USE memory")
        connection.execute("DETACH evidence")
    except (duckdb.IOException, duckdb.TransactionException) as error:
        raise BuildError(path, str(error).splitlines()[0], do=MEND) from None
    finally:
        connection.close()
        log.unlink(missing_ok=True)


def read_database(path: Path) -> Connection:
    """Open a built file read-only; a rebuild beside it is not disturbed, nor disturbs."""
    try:
        return duckdb.connect(str(path), read_only=True)
    except duckdb.IOException as error:
        raise BuildError(path, str(error).splitlines()[0], do="build it with `make`") from None


def statements(name: str) -> str:
    """The text of a file of `pipeline/sql/`."""
    return (files("pipeline") / "sql" / name).read_text(encoding="utf-8")


def create_tables(connection: Connection) -> None:
    """Make the empty tables."""
    connection.execute(statements("schema.sql"))


def create_views(connection: Connection) -> None:
    """Make the views, comment on every relation and column, and fill `data_dictionary`.

    What comments.toml does not explain raises `KeyError`: a mistake in this program.
    """
    connection.execute(statements("views.sql"))
    words = tomllib.loads(statements("comments.toml"))
    comments = []
    for relation, kind, columns in relations(connection):
        about = words["tables"][relation]
        meaning = words["columns"] | about.get("columns", {})
        comments.append((f"{kind} {relation}", about["comment"]))
        comments += [(f"column {relation}.{column}", meaning[column]) for column in columns]
    connection.begin()
    connection.execute("".join(_comment(what, text) for what, text in comments))
    connection.commit()
    connection.execute(statements("dictionary.sql"))


def relations(connection: Connection) -> list[tuple[str, str, list[str]]]:
    """Every public table and view: its name, its kind, its columns in order."""
    return connection.execute(statements("relations.sql")).fetchall()


def insert(connection: Connection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Add a few rows; for many, let DuckDB read them itself."""
    if rows:
        places = ", ".join("?" for _ in rows[0])
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)


def table_checksums(connection: Connection) -> dict[str, str]:
    """SHA-256 over the MD5 of every row as JSON, sorted: of what a table holds, in any order."""
    return {
        table: connection.execute(
            "SELECT sha256(coalesce(string_agg(row, '' ORDER BY row), '')) "
            f"FROM (SELECT md5(to_json(t)::VARCHAR) AS row FROM {table} AS t)"
        ).fetchall()[0][0]
        for table, kind, _ in relations(connection)
        if kind == "table"
    }


def _comment(what: str, text: str) -> str:
    quoted = text.replace("'", "''")
    return f"COMMENT ON {what} IS '{quoted}';\n"
