"""Running the real Makefile."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent


def make(*goals: str, project: Path = ROOT, status: int = 0, **environment: str) -> str:
    """Run `make` in the project with these goals; check its exit status, give what it printed."""
    inherited = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL")}
    done = subprocess.run(
        ["make", *goals],
        cwd=project,
        env=inherited | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == status, done.stdout
    return done.stdout
