"""Another article, other claims, another query: from records to verdicts with no code changed."""

import os
import subprocess
from pathlib import Path

import pytest

from pipeline.building.database import read_database
from pipeline.protocol import load_protocol
from tests.factories import ROOT, rows

FOLDER = Path("tests/protocols/exercise_knee")


def make(*arguments: object) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL")}
    command = ["make", "CORPUS=knee", f"PROTOCOL={FOLDER}", *map(str, arguments)]
    found = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """What `make import` and `make` make of eight records on knees, with their own protocol."""
    folder = tmp_path_factory.mktemp("knee")
    places = (f"RAW={folder / 'raw'}", f"OUT={folder / 'processed'}")
    make("import", f"FROM={FOLDER}.nbib", *places)
    make(*places)
    return folder / "processed" / "knee"


@pytest.fixture
def file(built):
    with read_database(built / "evidence.duckdb") as connection:
        yield connection


def test_protocol_is_whole():
    assert [claim.id for claim in load_protocol(ROOT / FOLDER).claims.claims] == [
        "pain",
        "function",
        "strength",
    ]


def test_its_own_rules_decide_who_is_in(file):
    reasons = {row["pmid"] % 10: row["reason"] for row in rows(file, "FROM screening")}
    assert reasons == {
        1: None, 2: None, 3: None, 4: None, 5: None,
        6: "not_the_knee", 7: "no_exercise", 8: "nothing_to_read",
    }  # fmt: skip


def test_its_own_designs_and_comparators_vote(file):
    found = {row["study_id"] % 10: row for row in rows(file, "FROM studies")}
    assert [found[n]["population"] for n in range(1, 6)] == ["human"] * 3 + ["animal", "review"]
    assert [found[n]["design"] for n in (1, 4, 5)] == ["trial", "bench", "review"]
    assert [n for n, study in found.items() if study["has_sham"]] == [2]
    assert found[2]["period"] == "before 2010"


def test_its_own_claims_have_verdicts(file):
    pain, function = rows(file, "FROM claim_support ORDER BY position")
    assert (pain["claim_id"], function["claim_id"]) == ("pain", "function")
    assert (pain["n_supports"], pain["n_no_benefit"]) == (2, 1)
    assert pain["verdict"].startswith("Exercise brings less knee pain: so say 2 of 3 studies.")
    assert (pain["n_animal_supports"], pain["n_review_supports"]) == (1, 1)
    assert (function["n_supports"], function["n_no_benefit"]) == (1, 1)
    assert function["verdict_id"] == "open"
    assert pain["tagger_precision"] is None


def test_its_own_mechanism_stands_apart(file):
    assert rows(file, "SELECT claim_id, n_supports FROM mechanism_support") == [
        {"claim_id": "strength", "n_supports": 1}
    ]


def test_its_report_speaks_of_knees_alone(built):
    page = (built / "report.html").read_text(encoding="utf-8")
    assert "arthritic knee" in page
    assert "acupunct" not in page.lower()
