"""Figures as abstracts print them: numbers, changes told as 'from 7 to 3', and tests of effects."""

import re
from dataclasses import dataclass

NUMBER = r"[-−–‑]?\d*[.·]?\d+"
_FIRST = (
    r"(?:before\w*|initially|to (?:begin|start) with|"
    r"(?:at|on) (?:first|baseline|entry|admission|arrival|the (?:start|outset|beginning)))"
)
_UNIT = r"(?:/10)?(?:\s*(?:%|[^\W\d]+(?:/\w+)?))?(?:\s*\([^()]*\))?"
# 'from 7.1 (1.2) to 3.0', '7.1 → 3.0', '7.1 before and 3.0 after'
_FROM_TO = re.compile(
    rf"\bfrom\s+(?:an?\s+\w+\s+of\s+)?(?:grade\s+)?(?P<a>{NUMBER})"
    rf"(?:[^.;()\[\]]|\.\d|[(\[][^()\[\]]{{0,30}}[)\]]){{0,40}}?\bto\s+(?:grade\s+)?"
    rf"(?P<b>{NUMBER})|"
    rf"(?P<c>{NUMBER})\s*(?:→|->)\s*(?P<d>{NUMBER})|"
    rf"(?P<e>{NUMBER}){_UNIT}\s+{_FIRST}"
    rf"(?:\s+\w+){{0,3}}?,?\s+"
    r"(?:(?:and|to|versus|vs\.?|against|compared with|was|still)\s+)*(?:at\s+)?"
    rf"(?P<f>{NUMBER}){_UNIT}\s+(?:after\w*|at|on|following|by|in|(?:an?|one|\w+)\s+\w+\s+later)\b|"
    rf"(?:baseline|{_FIRST})[,:]?\s+(?:it was\s+)?(?P<g>{NUMBER}){_UNIT}[,;]?\s+(?:and\s+)?"
    rf"(?:(?:at\s+)?(?:the\s+)?(?:week|month|day)\s+\d+|after\w*|(?:at\s+)?the\s+end),?\s+(?P<h>{NUMBER})|"
    rf"(?P<after>{NUMBER}){_UNIT},?\s+(?:against|versus|vs\.?|compared (?:with|to))\s+"
    rf"(?P<before>{NUMBER}){_UNIT}\s+{_FIRST}"
)
_LEAST = 0.03  # of an amount: what changes less has not changed
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


def change_in_figures(text: str, start: int, end: int) -> int | None:
    """Give 1 or -1 where figures tell of a rise or a fall ('from 7.1 to 3.0'), 0 of none.

    `None` where they tell of neither.
    """
    match = _FROM_TO.search(text, start, end)
    if not match:
        return None
    told = [number(one) for one in match.groups() if one]
    before, after = told[::-1] if match["after"] else told
    if abs(after - before) <= _LEAST * abs(before):
        return 0
    return (after > before) - (after < before)
