"""Measure the screen and the tagger on coded records, and tell the figures with their intervals."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from pipeline.evaluation.coded import Coded, read_coded
from pipeline.evaluation.corrections import compare, told
from pipeline.evaluation.page import page_of, parts_of, table_of
from pipeline.evaluation.scores import Judged, Measure, measures, missed_support, supports
from pipeline.files import write_page
from pipeline.protocol import load_claims, load_criteria, load_overrides
from pipeline.records import Article, read_records
from pipeline.screen import decisions
from pipeline.tag import Tagger


def judge(coded: Sequence[Coded], *, protocol: Path) -> list[Judged]:
    """Screen and tag each coded record."""
    tagger = Tagger(load_claims(protocol))
    articles = [record.article(number) for number, record in enumerate(coded, start=1)]
    decided = decisions(articles, load_criteria(protocol))
    return [
        Judged(record, decision, {tag.claim_id: tag for tag in tagger.tags(article)})
        for record, article, decision in zip(coded, articles, decided, strict=True)
    ]


def measured(judged: Sequence[Judged], claim_ids: Sequence[str]) -> dict:
    """Give the figures that other stages read: how often the tagger errs by claim, and the rows."""
    precision, missed = {}, {}
    for name, ids in {**{each: (each,) for each in claim_ids}, "all": claim_ids}.items():
        n, wrong = supports(judged, ids)
        precision[name] = {"n": n, "k": n - wrong}
        n, right = missed_support(judged, ids)
        missed[name] = {"n": n, "k": right}
    return {
        "n_records": len(judged),
        "supports_precision": precision,
        "missed_support": missed,
        "measures": [_plain(row) for row in measures(judged, claim_ids)],
    }


def _plain(row: Measure) -> dict:
    return {
        "name": row.name,
        "value": None if row.value is None else round(row.value, 4),
        "low": None if row.low is None else round(row.low, 4),
        "high": None if row.high is None else round(row.high, 4),
        "k": row.k,
        "n": row.n,
        "target": row.target,
        "is_met": row.is_met,
    }


def run(
    *,
    coded: Path,
    protocol: Path,
    written: Path | None = None,
    page: Path | None = None,
    notes: Path | None = None,
    figures: Path | None = None,
    check: bool = False,
    articles: Path | None = None,
) -> None:
    """Print the table of targets; write it to `page` and the bare figures to `figures`.

    The figures that other stages read are of the coded studies held out, for the others flatter.
    `written` are records made up for the purpose, told apart. With `articles`, say also how the
    tagger fares against reviewers' corrections of their tags. With `check`, nothing is written: a
    page or figures that differ from what would be written raise `PipelineError`.
    """
    claim_ids = [c.id for c in load_claims(protocol).claims if c.kind == "benefit"]
    judged = judge(read_coded(coded), protocol=protocol)
    made_up = judge(read_coded(written), protocol=protocol) if written else []
    parts = parts_of(judged, made_up)
    made: dict[Path, str] = {}
    if page:
        said = notes.read_text(encoding="utf-8") if notes and notes.exists() else ""
        made[page] = page_of(parts, claim_ids, notes=said)
    if figures:
        unread = [record for record in judged if record.coded.is_held_out] or judged
        made[figures] = json.dumps(measured(unread, claim_ids), indent=1) + "\n"
    for path, text in made.items():
        write_page(path, text, check=check, remedy="make evaluate")
    if not check:
        print(table_of(parts, claim_ids))
    if articles and not check:
        tagger = Tagger(load_claims(protocol))
        print(told(compare(read_records(articles, Article), load_overrides(protocol), tagger)))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the stage's settings."""
    parser.add_argument("--coded", type=Path, required=True, help="coded records, one a line")
    parser.add_argument("--protocol", type=Path, required=True, help="folder of the protocol")
    parser.add_argument("--written", type=Path, help="coded records that are made up")
    parser.add_argument("--page", type=Path, help="page to write, in Markdown")
    parser.add_argument("--notes", type=Path, help="what people add to the page")
    parser.add_argument("--figures", type=Path, help="figures to write, as JSON")
    parser.add_argument("--articles", type=Path, help="articles whose tags reviewers corrected")
    parser.add_argument("--check", action="store_true", help="fail where the files are stale")
