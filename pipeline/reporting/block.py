"""The answers as a block of Markdown between two comments, for the README."""

import re

from pipeline.records import STANCES
from pipeline.reporting.findings import Findings
from pipeline.reporting.words import interval, percent

BEGIN = "<!-- answers: written by `make docs`, kept true by `make check` -->"
END = "<!-- /answers -->"
BLOCK = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)


def answers_block(found: Findings) -> str:
    """The block with its two comments, in Markdown."""
    heads = (found.name("stance", stance) for stance in STANCES)
    lines = [
        BEGIN,
        f"| claim | answer | {' | '.join(heads)} | share supporting |",
        "| --- | --- |" + " --: |" * len(STANCES) + " --- |",
    ]
    for claim in found.claims:
        people = claim.people
        share = (
            "none"
            if people.share is None
            else f"{percent(people.share)} ({interval(people.low, people.high)})"
        )
        counts = " | ".join(f"{n:,}" for n in people.counts.values())
        lines.append(f"| {_cell(claim.name)} | {_cell(claim.verdict)} | {counts} | {share} |")
    run = found.retrieval
    about = f"Primary studies in people, corpus `{run.corpus}`, {found.n_records:,} records."
    if found.is_sample:
        about += " **A sample, no search result.**"
    return "\n".join((*lines, "", f"{about} {_cell(found.disclaimer)}", END))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
