"""The page: `Findings` poured into the templates, every string of a record escaped on the way."""

from collections.abc import Callable, Iterable
from pathlib import Path

import jinja2

from pipeline.records import STANCES
from pipeline.reporting.charts import years_svg
from pipeline.reporting.findings import Box, Findings, Report, Support
from pipeline.reporting.flow import flow_stages
from pipeline.reporting.plots import by_year, causes, harvest, harvest_tracks, map_cell
from pipeline.reporting.selection import select_filters, tokens
from pipeline.reporting.words import CERTAINTY, MARKS, interval, p_value, percent, slug

TEMPLATES = Path(__file__).parents[1] / "templates"
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def render(found: Findings) -> str:
    """The whole page as HTML; the same findings give the same text."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= _filters(found)
    return environment.get_template("report.html.j2").render(
        found=found,
        retrieval=found.retrieval,
        stances=STANCES,
        marks=MARKS,
        levels=CERTAINTY,
        causes=causes(found),
        map_cell=map_cell(found),
        harvest=harvest,
        harvest_tracks=harvest_tracks,
        flow_stages=flow_stages,
        years_svg=years_svg,
        by_year=by_year,
        select_filters=lambda studies: select_filters(studies, found),
    )


def _filters(found: Findings) -> dict[str, Callable[..., object]]:
    def told(support: Support) -> str:
        parts = (f"{n:,} {found.name('stance', stance)}" for stance, n in support.counts.items())
        return ", ".join(parts)

    def words_of(words: Iterable[str], field: str) -> str:
        return ", ".join(found.name(field, word) for word in words)

    return {
        "told": told,
        "words_of": words_of,
        "number": number,
        "percent": percent,
        "interval": interval,
        "p_value": p_value,
        "figure": lambda estimate: f"{estimate:.3g}",
        "in_words": lambda n: NUMBERS[n] if n < len(NUMBERS) else str(n),
        "slug": slug,
        "tokens": lambda study: " ".join(tokens(study)),
        "basis": basis,
        "box_count": box_count,
        "sentence_case": lambda text: text[:1].upper() + text[1:],
    }


def number(n: int | None) -> str:
    """A count with its thousands apart; nothing where it is not known."""
    return "" if n is None else f"{n:,}"


def basis(report: Report) -> str:
    """What a tag rests on, in a line: section, rule of the codebook, confidence."""
    if report.source == "override":
        return "corrected by a reviewer"
    parts = [report.section, report.rule, f"{report.confidence:.2f}"]
    if report.is_spin:
        parts.append("the conclusion is rosier than the results")
    return " · ".join(part for part in parts if part)


def box_count(box: Box) -> str:
    """What a box of the flow counts, which is records or studies."""
    return number(box.n_studies if box.n_records is None else box.n_records)
