"""Reading figures: p-values, intervals that span no effect, changes told as 'from 7 to 3'."""

import re

P_VALUE = re.compile(
    r"\b[pP]s?(?:[ -]?values?)?\s*(?:of|was|were|being)?\s*(?P<sign>[<=>≤≥＜＞＝﹤﹥])\s*"
    r"(?P<value>[01]?\s?[.·]\s?\d+)"
)
_NOT = re.compile(r"\b(?:n\.s\.|NS)(?!\w)")
NUMBER = r"[-−–‑]?\d*[.·]?\d+"
INTERVAL = re.compile(
    rf"(?:CI|confidence intervals?|CrI)\s*[\]):,;=]*\s*[\[(]?\s*(?P<low>{NUMBER})\s*%?\s*"
    rf"(?:to|,|;|–|-|−|~|—)\s*(?P<high>{NUMBER})"
)
# '(8.7, -1.8 to 19.2)'
_BARE = re.compile(
    rf"[(\[]\s*{NUMBER}[^()\[\],;]{{0,12}}[,;]\s*(?P<low>{NUMBER})\s*to\s*(?P<high>{NUMBER})\s*[)\]]"
)
# '-0.3 (-1.1 to 0.5)', and no range
_AFTER_ESTIMATE = re.compile(
    rf"{NUMBER}\s?(?:%|[A-Za-zµ/²]{{1,6}}|points?)?\s*[(\[]\s*(?:95\s?%\s*)?(?P<low>{NUMBER})\s*%?\s*"
    rf"(?:to|,)\s*(?P<high>{NUMBER})"
)
_RATIO = re.compile(r"\b(?:RR|OR|HR|aOR|aHR|[Rr]atios?|[Rr]elative risk)\b")
_DIFFERENCE = re.compile(r"\b(?:MD|SMD|WMD|[Dd]ifferences?|Hedges|Cohen)\b")
_HETEROGENEITY = re.compile(r"heterogene|moderator|\bI\s?[²2]|\bQ\b|interaction|baseline", re.I)
_FROM_TO = re.compile(
    rf"\bfrom\s+(?:an?\s+\w+\s+of\s+)?(?P<a>{NUMBER})"
    rf"(?:[^.;()\[\]]|\.\d|[(\[][^()\[\]]{{0,30}}[)\]]){{0,40}}?\bto\s+(?P<b>{NUMBER})|"
    rf"(?P<c>{NUMBER})\s*(?:→|->)\s*(?P<d>{NUMBER})"
)


def number(text: str) -> float:
    """Read a number as abstracts print it."""
    return float(
        text.replace("·", ".")
        .replace("−", "-")
        .replace("–", "-")
        .replace("‑", "-")
        .replace(" ", "")
    )


def is_significant(sign: str, value: float) -> bool:
    """Judge a p-value at the usual 5 %."""
    if sign in ">≥＞﹥":
        return False
    if sign in "<≤＜﹤":
        return value <= 0.051
    return value <= 0.05


def significances(text: str, start: int, end: int) -> list[bool]:
    """Tell of each p-value and interval in a part of a sentence whether it is significant.

    Tests of heterogeneity and intervals of unknown measure are left out.
    """
    found = [
        is_significant(match["sign"], number(match["value"]))
        for match in P_VALUE.finditer(text, start, end)
        if not _HETEROGENEITY.search(text, max(0, match.start() - 30), match.start())
    ]
    found += [False for _ in _NOT.finditer(text, start, end)]
    if found:
        return found
    intervals = [
        *INTERVAL.finditer(text, start, end),
        *_BARE.finditer(text, start, end),
        *_AFTER_ESTIMATE.finditer(text, start, end),
    ]
    for match in intervals:
        low, high = number(match["low"]), number(match["high"])
        before = text[max(0, match.start() - 60) : match.start()]
        if low > high or "%" in text[match.start() : match.end() + 1].partition("CI")[2]:
            continue
        if _RATIO.search(before):
            found.append(not low <= 1 <= high)
        elif low < 0 or high < 0 or _DIFFERENCE.search(before):
            found.append(not low <= 0 <= high)
    return found


def change_in_figures(text: str, start: int, end: int) -> int:
    """Give 1 or -1 where figures tell of a rise or a fall ('from 7.1 to 3.0'), 0 elsewhere."""
    match = _FROM_TO.search(text, start, end)
    if not match:
        return 0
    a, b = match["a"] or match["c"], match["b"] or match["d"]
    before, after = number(a), number(b)
    return (after > before) - (after < before)
