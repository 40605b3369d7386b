"""`answers`: keep the README's block of answers true to `evidence.duckdb`."""

import argparse
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.files import whole
from pipeline.reporting.block import BEGIN, BLOCK, END, answers_block
from pipeline.reporting.reading import findings_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the settings of `answers`."""
    parser.add_argument("--database", type=Path, required=True, help="the DuckDB file to read")
    parser.add_argument("--readme", type=Path, required=True, help="page that holds the block")
    parser.add_argument("--check", action="store_true", help="only fail where the block is stale")


def run(*, database: Path, readme: Path, check: bool = False) -> None:
    """Write the block into the page, or with `check` fail where another one stands there."""
    page = readme.read_text(encoding="utf-8")
    block = answers_block(findings_of(database))
    found = BLOCK.search(page)
    if not found:
        raise PipelineError(
            readme, "holds no block of answers", right=f"it stands between {BEGIN} and {END}"
        )
    if found[0] == block:
        return
    if check:
        raise PipelineError(readme, "its block of answers is stale", do="run `make docs`")
    with whole(readme) as beside:
        beside.write_text(page[: found.start()] + block + page[found.end() :], encoding="utf-8")
