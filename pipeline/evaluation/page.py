"""The figures as a page: rows of targets, the confusion table, calibration."""

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.evaluation.coded import NOT_ADDRESSED
from pipeline.evaluation.scores import Judged, Measure, measures, share, used
from pipeline.evaluation.study_fields import field_measures
from pipeline.records import STANCES

_WHOLE = "studies, all"
_WRITTEN = "records, written for this"
_BINS = ((0.0, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))


def parts_of(judged: Sequence[Judged], written: Sequence[Judged]) -> dict[str, list[Judged]]:
    """Name the parts: studies as a whole, those developed on, those held out; records written."""
    parts = {
        _WHOLE: list(judged),
        "studies, developed on": [record for record in judged if not record.coded.is_held_out],
        "studies, held out": [record for record in judged if record.coded.is_held_out],
        _WRITTEN: list(written),
    }
    return {name: part for name, part in parts.items() if part}


def table_of(parts: Mapping[str, Sequence[Judged]], claim_ids: Sequence[str]) -> str:
    """Give the tables of targets and of confusion for a terminal."""
    lines = []
    for name, part in parts.items():
        lines.append(f"{len(part)} {name}")
        lines += [
            f"  {row.name:<34}{_figure(row):<24}{_count(row):<11}{row.target:<15}{_met(row)}"
            for row in (*measures(part, claim_ids), *field_measures(part))
        ]
        lines.append("")
    return "\n".join([*lines, *_confusion(parts[_WHOLE], claim_ids, plain=True)])


def page_of(parts: Mapping[str, Sequence[Judged]], claim_ids: Sequence[str], *, notes: str) -> str:
    """Give the page in Markdown."""
    lines = [
        "# How good are screen and tagger?",
        "",
        "Made by `make evaluate` from the records in `evaluation/` (its README tells how they were "
        "coded); the last part is from `evaluation/notes.md`. Intervals are 95 %: Wilson's for "
        "shares, resampled records for F1. 'Found' is the share of the coder's answers that the "
        "screen gives, 'right' that of the screen's that are the coder's. Tags are counted on "
        "eligible records alone: near misses test the screen, no tag of theirs is used. Records "
        "that the project developed on flatter; who wrote the tagger did not read the others.",
        "",
    ]
    for name, part in parts.items():
        lines += [f"## {len(part)} {name}", ""]
        lines += ["| what | figure | counted | target | met |", "| --- | --- | --- | --- | --- |"]
        lines += [
            f"| {row.name} | {_figure(row)} | {_count(row)} | {row.target} | {_met(row)} |"
            for row in (*measures(part, claim_ids), *field_measures(part))
        ]
        lines.append("")
    told = {name: part for name, part in parts.items() if name in (_WHOLE, _WRITTEN)}
    for name, part in told.items():
        lines += [f"## Confusion: {name}", "", "Rows: the coder. Columns: the tagger.", ""]
        lines += [*_confusion(part, claim_ids, plain=False), ""]
    for name, part in told.items():
        lines += [f"## Calibration: {name}", "", "Tags by confidence, and how many are right.", ""]
        lines += [*_calibration(part, claim_ids), ""]
    return "\n".join([*lines, notes]).rstrip() + "\n"


def _figure(row: Measure) -> str:
    if row.value is None:
        return "–"
    return f"{row.value:.3f} ({row.low:.3f} to {row.high:.3f})"


def _count(row: Measure) -> str:
    return f"{row.k} of {row.n}" if row.k is not None else ""


def _met(row: Measure) -> str:
    return "" if row.is_met is None else "yes" if row.is_met else "no"


def _confusion(judged: Sequence[Judged], claim_ids: Sequence[str], *, plain: bool) -> list[str]:
    names = (*STANCES, NOT_ADDRESSED)
    counts = Counter(
        (record.expected(claim_id), record.given(claim_id))
        for record, claim_id in used(judged, claim_ids)
    )
    table = [["coder \\ tagger", *names]]
    table += [[row, *(str(counts[row, column]) for column in names)] for row in names]
    if plain:
        return ["".join(f"{cell:<15}" for cell in row).rstrip() for row in table]
    head = [f"| {' | '.join(table[0])} |", "| --- " * len(table[0]) + "|"]
    return head + [f"| {' | '.join(row)} |" for row in table[1:]]


def _calibration(judged: Sequence[Judged], claim_ids: Sequence[str]) -> list[str]:
    lines = ["| confidence | tags | right | share right |", "| --- | --- | --- | --- |"]
    told = [
        (record.tags[claim_id].confidence, record.expected(claim_id) == record.given(claim_id))
        for record, claim_id in used(judged, claim_ids)
        if claim_id in record.tags
    ]
    for low, high in _BINS:
        held = [right for confidence, right in told if low <= confidence < high]
        if held:
            row = share("", sum(held), len(held))
            lines.append(
                f"| {low:.1f} to {min(high, 1):.1f} | {len(held)} | {sum(held)} | {_figure(row)} |"
            )
    return lines
