"""`overrides.csv`: a reviewer's corrections, which win over the screen and the tagger."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.errors import ProtocolError

COLUMNS = ("pmid", "field", "value", "reason", "who", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One correction. `field` is a column of `screening`, or `stance.<claim>` for a tag.

    `needling` is none: it follows from `modality`. `line` is the line of the file, for messages.
    """

    pmid: int
    field: str
    value: str
    reason: str
    who: str
    date: date
    line: int


def read_overrides(path: Path) -> tuple[Override, ...]:
    """Read the corrections; no file means none; a row that repeats or lacks a cell fails.

    A sheet of `make review` reads as well: columns after ours are passed over, and so are rows
    in which nothing is filled in yet.
    """
    if not path.exists():
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProtocolError(
            path, f"the text is not UTF-8 ({error.reason})", do="save it as *CSV UTF-8*"
        ) from None
    rows = csv.DictReader(io.StringIO(text))
    if tuple(rows.fieldnames or ())[: len(COLUMNS)] != COLUMNS:
        raise ProtocolError(
            f"{path}:1",
            f"the columns are {', '.join(rows.fieldnames or ('none',))}",
            right=f"they must be {', '.join(COLUMNS)}",
        )
    overrides = tuple(
        _override(f"{path}:{rows.line_num}", row, rows.line_num)
        for row in rows
        if any(row[column] for column in COLUMNS[2:])
    )
    seen: dict[tuple[int, str], int] = {}
    for override in overrides:
        first = seen.setdefault((override.pmid, override.field), override.line)
        if first != override.line:
            raise ProtocolError(
                f"{path}:{override.line}",
                f"{override.field} of PMID {override.pmid} is already corrected on line {first}",
                do="keep one of the two rows",
            )
    return overrides


def _override(where: str, row: dict[str, str | None], line: int) -> Override:
    empty = [column for column in COLUMNS if not (row.get(column) or "").strip()]
    empty = [column for column in empty if column != "value"]
    if empty:
        raise ProtocolError(
            where,
            f"{', '.join(empty)} is empty",
            right=f"each row fills {', '.join(COLUMNS)}",
        )
    cells = {column: (row[column] or "").strip() for column in COLUMNS}
    try:
        return Override(
            pmid=int(cells["pmid"]),
            field=cells["field"],
            value=cells["value"],
            reason=cells["reason"],
            who=cells["who"],
            date=date.fromisoformat(cells["date"]),
            line=line,
        )
    except ValueError as error:
        raise ProtocolError(
            where, str(error), right="pmid is a number and date is YYYY-MM-DD"
        ) from None
