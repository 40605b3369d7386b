"""The last words of `make`: the claims as a table of 80 columns, and where the files are."""

import os
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TextIO

from pipeline.reporting.findings import Claim, Findings
from pipeline.reporting.words import interval, percent

WIDTH = 80
BOLD, DIM, PLAIN = "\033[1m", "\033[2m", "\033[0m"

NAME = 19
COLUMNS = (8, 7, 9, 7, 9)
HEADS = (("", "", "no", "", "incon-"), ("supports", "mixed", "benefit", "worse", "clusive"))


def wants_colour(stream: TextIO) -> bool:
    """Whether to use bold: only on a terminal, and never where `NO_COLOR` is set (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def summary(found: Findings, files: Mapping[str, Path], *, colour: bool = False) -> str:
    """The answers in words and figures; `files` are named at the end by what they are."""
    bold, dim, plain = (BOLD, DIM, PLAIN) if colour else ("", "", "")
    lines = [f"{bold}{found.title}{plain}", *_corpus(found), ""]
    lines += [f"{'':<{NAME}}{_columns(heads)}" for heads in HEADS]
    lines[-1] += "  supporting"
    for claim in found.claims:
        name = textwrap.shorten(claim.name, NAME, placeholder="…")
        lines.append(f"{bold}{name:<{NAME}}{plain}{_figures(claim)}")
        lines += [f"{dim}{line}{plain}" for line in _wrapped(claim.verdict, "  ")]
    lines += ["", *_wrapped("Counts are of primary studies in people. " + found.disclaimer), ""]
    width = max(map(len, files), default=0)
    lines += [f"{name:<{width}}  {path}" for name, path in files.items()]
    return "\n".join(lines)


def _corpus(found: Findings) -> list[str]:
    run = found.retrieval
    day = f" of {run.end_date}" if run.end_date else ""
    n = found.n_records
    lines = _wrapped(f"Corpus {run.corpus}: {n:,} record{'s' if n != 1 else ''}{day}.")
    if found.is_sample:
        lines += _wrapped(
            "THIS IS A SAMPLE that comes with the project, no search result: it says nothing "
            "about PubMed as a whole. `make fetch` brings what PubMed holds."
        )
    return lines


def _figures(claim: Claim) -> str:
    people = claim.people
    counts = _columns(f"{n:,}" for n in people.counts.values())
    if people.share is None:
        return f"{counts}  none"
    return f"{counts}  {percent(people.share)} ({interval(people.low, people.high)})"


def _columns(cells: Iterable[str]) -> str:
    return "".join(f"{cell:>{width}}" for cell, width in zip(cells, COLUMNS, strict=True))


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
