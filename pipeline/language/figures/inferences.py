"""The p-values and intervals of a part of a sentence, those of one bracket side by side."""

import re
from dataclasses import replace

from pipeline.language.figures.intervals import intervals
from pipeline.language.figures.numbers import Inference
from pipeline.language.figures.p_values import p_values

_HAS_FIGURES = re.compile(r"\d|\bNS\b|n\.\s?s\.")
# '(0.2 to 0.9; I² = 40%, P = 0.01)'
_SAME_BRACKET = re.compile(r"[\s,;:)\]]*(?:I\s?[²2]\s*=\s*\d+\s*%?[\s,;]*)?(?:with\s+)?")


def inferences(text: str, start: int, end: int, neutral: float | None = None) -> list[Inference]:
    """Give the p-values and intervals in a part of a sentence, in order.

    `neutral` is no effect on the scale of the measure in use (0 or 1), where that was named before.
    Tests of heterogeneity and intervals of unknown measure are left out.
    """
    if not _HAS_FIGURES.search(text, start, end):
        return []
    found: list[Inference] = []
    told = [*p_values(text, start, end), *intervals(text, start, end, neutral)]
    for one in sorted(told, key=lambda inference: inference.start):
        last = found[-1] if found else None
        if (
            last
            and last.is_interval != one.is_interval
            and _SAME_BRACKET.fullmatch(text, last.end, one.start)
        ):
            found[-1] = _joined(last, one)
        else:
            found.append(one)
    return found


def significances(text: str, start: int, end: int) -> list[bool]:
    """Tell of each p-value and interval in a part of a sentence whether it is significant."""
    return [inference.is_significant for inference in inferences(text, start, end)]


def _joined(one: Inference, two: Inference) -> Inference:
    """Join an interval and the p-value beside it; the p-value decides."""
    interval, p_value = (one, two) if one.is_interval else (two, one)
    return replace(
        p_value,
        start=one.start,
        end=two.end,
        is_interval=True,
        side=interval.side if p_value.is_significant else 0,
        is_between=one.is_between or two.is_between,
    )
