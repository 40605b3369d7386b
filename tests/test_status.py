"""`python -m pipeline` with no stage: what make says of each file of the flow."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.__main__ import STAGES
from pipeline.status import describe, read_flow

PURPOSES = {stage: purpose for stage, (_, purpose) in STAGES.items()}

# The shape of the project's own Makefile, with stages that copy.
MAKEFILE = """
SNAPSHOT := data/raw/sample
BUILT    := data/processed/sample
RUN      := cp
all: $(BUILT)/report.html
$(BUILT)/articles.jsonl $(BUILT)/before/articles.jsonl: $(SNAPSHOT)/manifest.json
	$(RUN) parse $@
$(BUILT)/report.html: $(BUILT)/articles.jsonl
	$(RUN) report $@
fetch:
	$(RUN) fetch
.PHONY: all fetch
"""

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


@pytest.fixture
def project(tmp_path):
    (tmp_path / "Makefile").write_text(MAKEFILE)
    (tmp_path / "data/processed/sample").mkdir(parents=True)
    manifest = tmp_path / "data/raw/sample/manifest.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text("{}")
    return tmp_path


def states(project):
    return {step.stage: step.state for step in read_flow(project).steps}


def test_each_file_is_absent_built_or_stale(project):
    articles = project / "data/processed/sample/articles.jsonl"
    assert states(project) == {"parse": "absent", "report": "absent"}
    articles.write_text("")
    assert states(project) == {"parse": "built", "report": "absent"}
    os.utime(articles, (0, 0))
    assert states(project) == {"parse": "stale", "report": "absent"}


def test_a_missing_input_is_said(project):
    (project / "data/raw/sample/manifest.json").unlink()
    assert states(project) == {"parse": "no input", "report": "no input"}


def test_other_corpora_are_named(project):
    other = project / "data/raw/mine/manifest.json"
    other.parent.mkdir()
    other.write_text("{}")
    assert read_flow(project).others == ("mine",)


def test_without_a_makefile_the_flow_is_told_alone(tmp_path):
    assert read_flow(tmp_path) is None
    told = describe(PURPOSES, tmp_path)
    assert all(stage in told for stage in STAGES)


def test_no_stage_prints_the_flow_in_80_columns():
    root = Path(__file__).parents[1]
    told = subprocess.run(
        [sys.executable, "-m", "pipeline"], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    assert all(f"  {stage} " in told for stage in STAGES)
    assert "data/raw/" in told
    assert max(map(len, told.splitlines())) <= 80
