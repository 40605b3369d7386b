"""What several test files stand on."""

import shutil
from pathlib import Path

import pytest

from pipeline.protocol import load_claims
from pipeline.tag import Tagger
from tests.factories import PROTOCOL, Bench
from tests.made_up import build_made_up
from tests.making import make


@pytest.fixture(scope="session")
def digest_build(tmp_path_factory) -> Path:
    """The folder that `make` builds from the digest corpus, made once for all tests."""
    out = tmp_path_factory.mktemp("processed")
    make(f"OUT={out}", "CORPUS=digest", "all")
    return out / "digest"


@pytest.fixture(scope="session")
def digest_database(digest_build) -> Path:
    """The DuckDB file of the digest corpus; open it read-only."""
    return digest_build / "evidence.duckdb"


@pytest.fixture(scope="session")
def made_up_database(tmp_path_factory) -> Path:
    """The DuckDB file of ninety made-up articles, three of them hostile; open it read-only."""
    return build_made_up(tmp_path_factory.mktemp("made-up"), n=90, hostile=True)


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    """The tagger of the project's own protocol; its vocabulary takes seconds to compile."""
    return Tagger(load_claims(PROTOCOL))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """An empty folder to write stages' files in and build them."""
    return Bench(tmp_path)


@pytest.fixture
def own_protocol(tmp_path: Path) -> Path:
    """A copy of the protocol, to be changed."""
    return Path(shutil.copytree(PROTOCOL, tmp_path / "protocol"))
