"""`review`: the next tags that a person should check, as a CSV; filled in, it becomes overrides.

The first columns are those of `overrides.csv`. A reviewer fills `value` with the right stance, or
`not_addressed`, and `reason`, `who` and `date`; a row left empty is left for another day.
"""

import argparse
import csv
from pathlib import Path

from pipeline.building.database import read_database
from pipeline.errors import PipelineError
from pipeline.files import whole
from pipeline.protocol import load_claims
from pipeline.protocol.overrides import COLUMNS, Override, read_overrides
from pipeline.records import STANCES

CONTEXT = ("stance", "confidence", "influence", "quote", "title", "pubmed_url")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the settings of `review`."""
    parser.add_argument("--database", type=Path, help="DuckDB file to take tags from")
    parser.add_argument("--sheet", type=Path, help="CSV to write")
    parser.add_argument("--n", type=int, default=20, help="how many tags")
    parser.add_argument("--filled", type=Path, help="a sheet whose filled rows are taken over")
    parser.add_argument("--protocol", type=Path, help="folder whose overrides.csv takes them")


def run(
    *,
    database: Path | None = None,
    sheet: Path | None = None,
    n: int = 20,
    filled: Path | None = None,
    protocol: Path | None = None,
) -> None:
    """Write a sheet from `database`, or take the rows of a `filled` one into `protocol`."""
    if filled and protocol:
        taken = take_over(filled, protocol)
        print(f"Taken over: {taken}, into {protocol / 'overrides.csv'}. Run make.")
    elif database and sheet:
        written = write_sheet(database, sheet, n=n)
        print(f"Tags to check: {written}, in {sheet}. Fill it in, then make review FROM={sheet}.")
    else:
        raise PipelineError(
            "review", "nothing to do", right="--database and --sheet, or --filled and --protocol"
        )


def write_sheet(database: Path, sheet: Path, *, n: int) -> int:
    """Write the `n` tags most in need of a person's eye; never over a sheet that is there."""
    if n < 1:
        raise PipelineError("review", f"{n} tags to check", right="at least one: N=20")
    if sheet.exists():
        raise PipelineError(
            sheet, "is there already, and may be filled in", do="take it over or move it away"
        )
    with read_database(database) as connection:
        rows = connection.execute(
            "SELECT pmid, 'stance.' || claim_id, '', '', '', '', "
            f"{', '.join(CONTEXT)} FROM to_review LIMIT ?",
            [n],
        ).fetchall()
    with whole(sheet) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow((*COLUMNS, *CONTEXT))
        writer.writerows(rows)
    return len(rows)


def take_over(filled: Path, protocol: Path) -> int:
    """Add the filled rows to `overrides.csv`, which stays as it was where one is at fault."""
    if not filled.exists():
        raise PipelineError(filled, "there is no such file", do="name the sheet: FROM=review.csv")
    claim_ids = {claim.id for claim in load_claims(protocol).claims}
    path = protocol / "overrides.csv"
    held = read_overrides(path)
    taken = {_cells(override) for override in held}
    lines = {(override.pmid, override.field): override.line for override in held}
    new = [override for override in read_overrides(filled) if _cells(override) not in taken]
    for override in new:
        if line := lines.get((override.pmid, override.field)):
            raise PipelineError(
                f"{filled}:{override.line}",
                f"{override.field} of PMID {override.pmid} is already corrected on line {line} of "
                f"{path}",
                do="empty the value here, or delete that line",
            )
        field, _, claim_id = override.field.partition(".")
        if field != "stance" or claim_id not in claim_ids:
            raise PipelineError(
                f"{filled}:{override.line}", f"there is no {override.field} to correct"
            )
        if override.value not in (*STANCES, "not_addressed"):
            raise PipelineError(
                f"{filled}:{override.line}",
                f"the stance {override.value!r} is not known",
                right=f"it is one of {', '.join(STANCES)}, not_addressed",
            )
    if new:
        with whole(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(map(_cells, (*held, *new)))
    return len(new)


def _cells(override: Override) -> tuple[object, ...]:
    return tuple(getattr(override, column) for column in COLUMNS)
