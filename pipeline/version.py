"""Which code made an output."""

import hashlib
from functools import cache
from pathlib import Path

from pipeline import __version__


@cache
def code_version() -> str:
    """The version, and the start of a SHA-256 over the package's files (`0.1.0+1f2e3d4c5b6a`)."""
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.relative_to(package)}\0".encode() + path.read_bytes() + b"\0")
    return f"{__version__}+{digest.hexdigest()[:12]}"
