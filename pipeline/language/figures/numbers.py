"""Figures as abstracts print them: numbers, changes told as 'from 7 to 3', and tests of effects."""

import re
from dataclasses import dataclass

NUMBER = r"[-−–‑]?\d*[.·]?\d+"
# 'from 7.1 (1.2) to 3.0', '7.1 → 3.0'
_FROM_TO = re.compile(
    rf"\bfrom\s+(?:an?\s+\w+\s+of\s+)?(?P<a>{NUMBER})"
    rf"(?:[^.;()\[\]]|\.\d|[(\[][^()\[\]]{{0,30}}[)\]]){{0,40}}?\bto\s+(?P<b>{NUMBER})|"
    rf"(?P<c>{NUMBER})\s*(?:→|->)\s*(?P<d>{NUMBER})"
)
BETWEEN = re.compile(r"\b(?:between|inter-?group)|\bdifference|group\W*(?:by|x|×|\*)\W*time", re.I)


@dataclass(frozen=True, slots=True)
class Inference:
    """A p-value or an interval at `text[start:end]`, or both side by side.

    `side` is 1 or -1 where an interval lies above or below no effect. `is_between` where the
    figures are said to compare arms, `is_of_all` where they are said to hold of each outcome.
    """

    start: int
    end: int
    is_significant: bool
    is_interval: bool = False
    side: int = 0
    is_between: bool = False
    is_of_all: bool = False


def number(text: str) -> float:
    """Read a number as abstracts print it."""
    return float(
        text.replace("·", ".")
        .replace("−", "-")
        .replace("–", "-")
        .replace("‑", "-")
        .replace(" ", "")
    )


def change_in_figures(text: str, start: int, end: int) -> int:
    """Give 1 or -1 where figures tell of a rise or a fall ('from 7.1 to 3.0'), 0 elsewhere."""
    match = _FROM_TO.search(text, start, end)
    if not match:
        return 0
    a, b = match["a"] or match["c"], match["b"] or match["d"]
    before, after = number(a), number(b)
    return (after > before) - (after < before)
