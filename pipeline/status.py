"""What `python -m pipeline` says when no stage is named: the flow, and what is built or stale.

The Makefile alone knows which file a stage writes and what that file hangs on, so make is asked:
`make --print-data-base` for the rules, `make --question FILE` for the state of each.
"""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.errors import SnapshotError
from pipeline.snapshot import load_snapshot

State = Literal["built", "stale", "absent", "no input"]

RULE = re.compile(r"^(?P<file>[^\s#:%]+):.*\n(?:#.*\n)*\t\$\(RUN\) (?P<stage>[a-z]+)", re.MULTILINE)
SNAPSHOT = re.compile(r"^SNAPSHOT := (.+)$", re.MULTILINE)
SEEN = {0: "built", 1: "stale"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stage of the flow with the file that it writes, and the state that make finds it in."""

    stage: str
    file: Path
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The corpus that `make` would build, with the steps from its snapshot to the report."""

    snapshot: Path
    steps: tuple[Step, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """Names of the other corpora that lie beside the snapshot."""
        manifests = self.snapshot.parent.glob("*/manifest.json")
        return tuple(sorted(m.parent.name for m in manifests if m.parent != self.snapshot))


def read_flow(folder: Path) -> Flow | None:
    """Ask make about the Makefile in `folder`; `None` where make or the Makefile is not there."""
    # `help` is the goal because reading the Makefile for it writes nothing.
    rules = _make(folder, "--print-data-base", "help")
    snapshot = rules and SNAPSHOT.search(rules.stdout)
    if not snapshot:
        return None
    # Of the files that a stage writes by one rule, those of an earlier state lie deeper.
    found = sorted(RULE.finditer(rules.stdout), key=lambda rule: -len(rule["file"]))
    files = {rule["stage"]: rule["file"] for rule in found}
    steps = tuple(
        Step(stage=stage, file=Path(file), state=_state(folder, file))
        for stage, file in files.items()
        if file != stage and "." in file
    )
    return Flow(snapshot=folder / snapshot[1], steps=steps)


def describe(stages: Mapping[str, str], folder: Path = Path()) -> str:
    """Tell the flow in the order of `stages` (name → purpose), at most 80 columns wide."""
    flow = read_flow(folder)
    steps = {step.stage: step for step in flow.steps} if flow else {}
    lines = ["From PubMed records to the support of each claim", ""]
    for stage, purpose in stages.items():
        step = steps.get(stage)
        lines.append(f"  {stage:<9}{step.state if step else '':<9}{purpose}".rstrip())
    lines.append("")
    if flow:
        lines += _about(flow)
    lines.append("`python -m pipeline STAGE --help` tells a stage's settings; see `make help`.")
    return "\n".join(lines)


def _about(flow: Flow) -> list[str]:
    try:
        manifest = load_snapshot(flow.snapshot).manifest
    except SnapshotError as error:
        return [str(error), ""]
    day = manifest.runs[-1].finished[:10]
    lines = [
        f"Corpus {manifest.corpus}: {len(manifest.pmids):,} records of {day} in {flow.snapshot}"
    ]
    if any(step.state != "built" for step in flow.steps):
        lines.append("`make` builds what is absent or stale.")
    if flow.others:
        lines.append(f"Other corpora (make CORPUS=…): {', '.join(flow.others)}")
    return [*lines, ""]


def _state(folder: Path, file: str) -> State:
    asked = _make(folder, file)
    if not asked or asked.returncode not in SEEN:
        return "no input"
    return SEEN[asked.returncode] if (folder / file).exists() else "absent"


def _make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str] | None:
    command = ("make", "--no-print-directory", "--question", *arguments)
    try:
        return subprocess.run(
            command, cwd=folder, capture_output=True, text=True, errors="replace", check=False
        )
    except FileNotFoundError:
        return None
