"""The real Makefile, in a copy of the project that borrows the virtual environment."""

import json
import shutil

import pytest

from tests.making import ROOT, make

STAGES = ("articles.jsonl", "screening.jsonl", "tags.jsonl", "evidence.duckdb", "report.html")


def built(project, corpus="digest"):
    folder = project / "data/processed" / corpus
    return {name: (folder / name).stat().st_mtime_ns for name in STAGES}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    copy = tmp_path_factory.mktemp("project") / "copy"
    copy.mkdir()
    for part in ("pipeline", "protocol", "evaluation", "data/raw/digest"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("Makefile", "requirements.txt", "requirements-dev.txt"):
        shutil.copy2(ROOT / part, copy / part)
    (copy / ".venv").symlink_to(ROOT / ".venv")
    make("-j2", project=copy)
    return copy


def test_a_second_make_has_nothing_to_do(project):
    before = built(project)
    assert "Nothing to be done for 'all'" in make(project=project)
    assert built(project) == before


@pytest.mark.parametrize(
    ("touched", "rebuilt"),
    [
        ("protocol/claims.toml", {"tags.jsonl", "evidence.duckdb", "report.html"}),
        ("protocol/criteria.toml", {"screening.jsonl", "evidence.duckdb", "report.html"}),
        ("protocol/synthesis.toml", {"evidence.duckdb", "report.html"}),
        ("pipeline/report.py", {"report.html"}),
        ("data/raw/digest/manifest.json", set(STAGES)),
    ],
)
def test_touching_an_input_rebuilds_what_hangs_on_it(project, touched, rebuilt):
    before = built(project)
    (project / touched).touch()
    make(project=project)
    after = built(project)
    assert {name for name in STAGES if after[name] != before[name]} == rebuilt


def test_another_protocol_rebuilds_whatever_the_dates_say(project):
    shutil.copytree(project / "protocol", project / "other")
    before = built(project)
    make("PROTOCOL=other", project=project)
    after = built(project)
    assert all(after[name] != before[name] for name in STAGES)
    make(project=project)


def test_corrections_that_were_deleted_are_gone_from_the_build(project):
    tags = project / "data/processed/digest/tags.jsonl"
    first = json.loads(tags.read_text(encoding="utf-8").splitlines()[0])
    overrides = project / "protocol/overrides.csv"
    before = overrides.read_text(encoding="utf-8")
    row = f"{first['pmid']},stance.{first['claim_id']},inconclusive,read it,Ada,2024-05-01\n"
    overrides.write_text(before + row, encoding="utf-8")
    make(project=project)
    assert '"override"' in tags.read_text(encoding="utf-8")
    overrides.unlink()
    make(project=project)
    assert '"override"' not in tags.read_text(encoding="utf-8")
    overrides.write_text(before, encoding="utf-8")
    make(project=project)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("CORPUS=../elsewhere", "CORPUS='../elsewhere': name it by one word"),
        ("CORPUS=two words", "CORPUS='two words': name it by one word"),
        ("PROTOCOL=two words", "PROTOCOL='two words': name a folder without spaces"),
    ],
)
def test_a_name_that_cannot_be_used_is_refused(project, given, told):
    assert told in make(given, status=2, project=project)


def test_the_coded_records_measure_no_other_protocol(project):
    before = (project / "evaluation/measured.json").read_bytes()
    output = make("evaluate", "PROTOCOL=other", status=2, project=project)
    assert "error: other: the coded records are of the protocol that comes with" in output
    assert (project / "evaluation/measured.json").read_bytes() == before


def test_a_stage_that_fails_leaves_no_target(project):
    claims = project / "protocol/claims.toml"
    good = claims.read_text(encoding="utf-8")
    tags = project / "data/processed/digest/tags.jsonl"
    tags.unlink()
    claims.write_text(good.replace('stance = "supports"', 'stance = "adores"', 1), encoding="utf-8")
    try:
        output = make(status=2, project=project)
    finally:
        claims.write_text(good, encoding="utf-8")
    told = [line for line in output.splitlines() if line.startswith("error: ")]
    assert len(told) == 1
    assert "claims.toml" in told[0]
    assert "adores" in told[0]
    assert not tags.exists()
    assert not list(tags.parent.glob(".*.part"))
    make(project=project)


def test_clean_removes_what_was_built_and_no_raw_record(project):
    raw = sorted(path.name for path in (project / "data/raw/digest").iterdir())
    make("clean", project=project)
    assert not (project / "data/processed/digest").exists()
    assert sorted(path.name for path in (project / "data/raw/digest").iterdir()) == raw
    make(project=project)


def test_help_lists_every_public_target(project):
    listed = {
        line.split()[0] for line in make("help", project=project).splitlines() if line.strip()
    }
    assert listed >= {
        "all", "fetch", "update", "import", "scan", "test", "check", "evaluate", "bench",
        "notebooks", "sql", "review", "clean", "help",
    }  # fmt: skip


def test_a_protocol_that_is_not_there_is_named(project):
    output = make("PROTOCOL=nowhere", status=2, project=project)
    assert "error: nowhere/criteria.toml: there is no such file; point PROTOCOL=" in output
    make(project=project)


def test_a_corpus_that_is_not_there_is_named(project):
    output = make("CORPUS=nowhere", status=2, project=project)
    assert "error: data/raw/nowhere/manifest.json: there is no such snapshot" in output
    assert not (project / "data/processed/nowhere").exists()
