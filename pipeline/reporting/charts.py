"""Charts of the page: the effect-direction plot over years, drawn by Altair as inline SVG.

After Thomson and Thomas (Research Synthesis Methods 2013): an arrow tells which way an effect
leans, whether it was significant or not. Here arrows of one year, stance and direction are one
arrow, its area growing with the number of studies.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache

import altair
import vl_convert

from pipeline.records import STANCES
from pipeline.reporting.findings import Study
from pipeline.reporting.words import WORDS

# Colours that the page's style sheet replaces by its own, which know of the dark.
INK, FAINT, RULE = "#111111", "#666666", "#dddddd"
COLOURS = {
    "supports": "#0b5394",
    "mixed": "#d98e04",
    "no_benefit": "#7f8790",
    "worse": "#a61b29",
    "inconclusive": "#ffffff",
}
ARROWS = {"favours": "triangle-up", "against": "triangle-down", "unstated": "circle"}
LEANS = {"favours": ", leans towards benefit", "against": ", leans against", "unstated": ""}


def years_svg(studies: Iterable[Study]) -> str | None:
    """Draw studies by year, stance and direction; `None` where none of them has a year."""
    counts = Counter(
        (study.year, study.stance, study.direction) for study in studies if study.year is not None
    )
    if not counts:
        return None
    rows = sorted(
        {(stance, direction) for _, stance, direction in counts},
        key=lambda row: (STANCES.index(row[0]), tuple(ARROWS).index(row[1])),
    )
    data = [
        {"year": year, "row": label(stance, direction), "n": n, "stance": stance, "d": direction}
        for (year, stance, direction), n in sorted(counts.items())
    ]
    return _svg(_chart(data, [label(*row) for row in rows]))


def label(stance: str, direction: str) -> str:
    """A row of the plot in words; what always leans one way need not say so."""
    plain = stance in {"supports", "worse"}
    return WORDS["stance", stance] + ("" if plain else LEANS[direction])


def _chart(data: list[dict[str, object]], rows: list[str]) -> altair.Chart:
    first, last = (pick(point["year"] for point in data) for pick in (min, max))
    most = max(point["n"] for point in data)
    extent = 8 * max(map(len, rows))
    return (
        altair.Chart(altair.Data(values=data), width=620, height=30 * len(rows))
        .mark_point(filled=True, opacity=1, strokeWidth=1, stroke=INK)
        .encode(
            x=altair.X(
                "year:Q",
                title=None,
                scale=altair.Scale(domain=[first, max(last, first + 1)], nice=False, padding=16),
                axis=altair.Axis(
                    format="d", tickMinStep=1, tickCount=12, labelOverlap=True, grid=False
                ),
            ),
            y=altair.Y(
                "row:N",
                title=None,
                sort=rows,
                axis=altair.Axis(
                    domain=False, ticks=False, grid=True, labelLimit=260, minExtent=extent
                ),
            ),
            shape=altair.Shape(
                "d:N",
                legend=None,
                scale=altair.Scale(domain=list(ARROWS), range=list(ARROWS.values())),
            ),
            color=altair.Color(
                "stance:N",
                legend=None,
                scale=altair.Scale(domain=list(COLOURS), range=list(COLOURS.values())),
            ),
            size=altair.Size(
                "n:Q",
                title="studies",
                scale=altair.Scale(domain=[0, max(most, 6)], range=[30, 420]),
                legend=None,
            ),
        )
        .configure(background="transparent", font="sans-serif")
        .configure_axis(
            labelColor=INK, labelFontSize=13, domainColor=FAINT, tickColor=FAINT, gridColor=RULE
        )
        .configure_view(stroke=None)
    )


def _svg(chart: altair.Chart) -> str:
    return vl_convert.vegalite_to_svg(chart.to_json(indent=None), vl_version=_version())


@cache
def _version() -> str:
    return ".".join(altair.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
