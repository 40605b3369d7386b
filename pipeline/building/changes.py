"""What the last run changed, told by comparing with the file built from the records before it."""

from pathlib import Path

from pipeline.building.database import Connection, statements
from pipeline.manifest import Manifest


def load_changes(connection: Connection, before: Path, manifest: Manifest) -> None:
    """Fill `changes` from the DuckDB file that was built from the snapshot before its last run."""
    quoted = str(before).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS before (READ_ONLY)")
    since = manifest.before_last_run().runs[-1].run
    connection.execute("SET VARIABLE since_run = $since", {"since": since})
    connection.execute(statements("changes.sql"))
    connection.execute("DETACH before")
