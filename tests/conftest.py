"""What several test files stand on."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def digest_build(tmp_path_factory) -> Path:
    """The folder that `make` builds from the digest corpus, made once for all tests."""
    out = tmp_path_factory.mktemp("processed")
    environment = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL")}
    subprocess.run(
        ["make", f"OUT={out}", "CORPUS=digest", "all"], cwd=ROOT, env=environment, check=True
    )
    return out / "digest"


@pytest.fixture(scope="session")
def digest_database(digest_build) -> Path:
    """The DuckDB file of the digest corpus; open it read-only."""
    return digest_build / "evidence.duckdb"
