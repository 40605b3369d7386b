"""Plots that the page draws with boxes of its own: harvest plot and evidence map."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log10, sqrt

from pipeline.records import STANCES
from pipeline.reporting.findings import Claim, Findings, Stratum, Study, Support

POPULATIONS = ("human", "animal", "review")

# From the side of harm to the side of benefit, as harvest plots are read.
ORDER = ("worse", "no_benefit", "mixed", "supports", "inconclusive")

# A bar is a link of its own as long as it is wide enough to be pressed.
MOST_LINKS = 160

# Radius of the largest circle of the map, in the units of its cell.
RADIUS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One study; `height` is of 100."""

    study: Study
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The studies of one stance: as `bars`, or where they are too many as two outlines.

    `outline_sham` and `outline_open` are SVG path data in the same units as the bars.
    """

    stance: str
    n: int
    n_sham: int
    bars: tuple[Bar, ...]
    outline_sham: str
    outline_open: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One population of a claim's harvest plot."""

    population: str
    n: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A circle of the evidence map; `step` is the fifth of the scale that the share falls in."""

    support: Support
    radius: float
    step: int | None


def harvest(studies: Sequence[Study]) -> tuple[Panel, ...]:
    """The harvest plot of a claim (Ogilvie and others, BMC Med Res Methodol 2008)."""
    panels = []
    for population in POPULATIONS:
        members = [study for study in studies if study.population == population]
        if members:
            linked = len(members) <= MOST_LINKS
            columns = tuple(_column(stance, members, linked) for stance in ORDER)
            panels.append(Panel(population=population, n=len(members), columns=columns))
    return tuple(panels)


def harvest_tracks(panels: Sequence[Panel]) -> str:
    """Column widths, in CSS, that let the panels of one claim stand in line."""
    widest = [
        max((panel.columns[place].n for panel in panels), default=0) for place in range(len(ORDER))
    ]
    least = max(sum(widest) / 8, 1)
    return " ".join(f"minmax(3.4rem,{max(n, least):g}fr)" for n in widest)


def by_year(studies: Iterable[Study]) -> list[tuple[int, tuple[int, ...]]]:
    """Studies of each stance by year, the latest first."""
    counts = Counter((study.year, study.stance) for study in studies if study.year is not None)
    years = sorted({year for year, _ in counts}, reverse=True)
    return [(year, tuple(counts[year, stance] for stance in STANCES)) for year in years]


def causes(found: Findings) -> tuple[Stratum, ...]:
    """One stratum for each cause that some study has, in the order of the protocol."""
    first = {
        stratum.word: stratum for claim in found.claims for stratum in claim.strata_of("aetiology")
    }
    order = [word for field, word in found.names if field == "aetiology"]
    return tuple(
        sorted(
            first.values(),
            key=lambda stratum: (
                order.index(stratum.word) if stratum.word in order else len(order),
                stratum.word,
            ),
        )
    )


def map_cell(found: Findings) -> Callable[[Claim, str], Cell | None]:
    """A function that gives the circle of a claim and a cause, `None` where no study is."""
    cells = {
        (claim.id, stratum.word): stratum.support
        for claim in found.claims
        for stratum in claim.strata_of("aetiology")
        if stratum.support.n_studies
    }
    most = max((support.n_studies for support in cells.values()), default=1)

    def cell(claim: Claim, word: str) -> Cell | None:
        support = cells.get((claim.id, word))
        if support is None:
            return None
        step = None if support.share is None else min(int(support.share * 5), 4)
        radius = round(RADIUS * sqrt(support.n_studies / most), 1)
        return Cell(support=support, radius=radius, step=step)

    return cell


def height(sample_size: int | None) -> int:
    """Height of a bar, growing with the logarithm of the size from 10 to 1,000; a stub if none."""
    if not sample_size:
        return 8
    return round(20 + 40 * (min(max(log10(sample_size), 1), 3) - 1))


def _column(stance: str, members: Sequence[Study], linked: bool) -> Column:
    bars = [
        Bar(study=study, height=height(study.sample_size))
        for study in members
        if study.stance == stance
    ]
    bars.sort(key=lambda bar: (not bar.study.has_sham, -bar.height, bar.study.study_id))
    sham = [bar.height for bar in bars if bar.study.has_sham]
    rest = [bar.height for bar in bars if not bar.study.has_sham]
    return Column(
        stance=stance,
        n=len(bars),
        n_sham=len(sham),
        bars=tuple(bars) if linked else (),
        outline_sham="" if linked else _outline(sham, 0),
        outline_open="" if linked else _outline(rest, len(sham)),
    )


def _outline(heights: Sequence[int], start: int) -> str:
    """Path data of bars side by side from `start`, runs of one height drawn as one step."""
    if not heights:
        return ""
    steps = [f"M{start} 100"]
    for place, this in enumerate(heights):
        if place == 0 or this != heights[place - 1]:
            steps.append(f"V{100 - this}")
        if place + 1 == len(heights) or heights[place + 1] != this:
            steps.append(f"H{start + place + 1}")
    return "".join((*steps, "V100Z"))
