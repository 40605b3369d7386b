"""Reading figures: p-values, intervals against no effect, changes told as 'from 7 to 3'."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

P_VALUE = re.compile(
    r"\b[pP]s?(?:[ -]?values?)?\s*(?:of|was|were|being)?\s*(?P<sign>[<=>≤≥＜＞＝﹤﹥])\s*"
    r"(?P<value>[01]?\s?[.·]\s?\d+)"
)
# 'P values 0.21 and 0.43', 'P between 0.1 and 0.8'
_P_IN_WORDS = re.compile(
    r"\b[pP](?:s|[ -]?values?)?:?\s+(?:of|was|were|being|from|between|ranging from|ranged from)?\s*"
    r"(?P<value>[01]?[.·]\d+)"
)
# 'P less than 0.01'
_P_COMPARED = re.compile(
    r"\b[pP](?:[ -]?values?)?\s+(?:(?:was|were|being|all)\s+)?"
    r"(?:(?P<less>less|smaller|lower|below|under)|"
    r"greater|more|larger|higher|above|over)(?: than)?\s+(?P<value>[01]?[.·]\d+)"
)
# 'pain (P = .013), anxiety (.41)'
_P_BARE = re.compile(r"\((?P<value>0?[.·]\d{2,3})\)")
_P_LISTED = re.compile(
    r"\s*(?:,|;|/|&|\band\b|\bor\b|\bto\b)\s*(?:and\s+)?(?P<sign>[<=>≤≥]?)\s*(?P<value>0?[.·]\d+)(?![\d.]*\s*[%(\[±])"
)
_NOT = re.compile(r"\b(?:[pP]\s*[=:]?\s*)?(?:n\.\s?s\.|NS\b(?!\s*[A-Z]))(?!\w)")
NUMBER = r"[-−–‑]?\d*[.·]?\d+"
_TO = r"(?:to|,|;|–|-|−|~|—)"
_95 = r"(?:9[059]\s?%\s*)?"
INTERVAL = re.compile(
    rf"{_95}(?:CI|confidence intervals?|CrI)\s*[\]):,;=]*\s*[\[(]?\s*(?P<low>{NUMBER})\s*%?\s*"
    rf"{_TO}\s*(?P<high>{NUMBER})"
)
# '(8.7, -1.8 to 19.2)', 'risk ratio 1.04, 0.58 to 1.87'
_BARE = re.compile(
    rf"(?P<estimate>{NUMBER})[^()\[\],;]{{0,12}}[,;]\s*(?P<low>{NUMBER})\s*(?P<sep>to|–|—)\s*"
    rf"(?P<high>{NUMBER})\s*[)\],;]"
)
# '-0.3 (-1.1 to 0.5)', and no range
_AFTER_ESTIMATE = re.compile(
    rf"(?P<estimate>{NUMBER})\s?(?:%|[A-Za-zµ/²]{{1,6}}|points?)?\s*[(\[]\s*{_95}(?P<low>{NUMBER})\s*%?\s*"
    rf"(?P<sep>to|,|–|—)\s*(?P<high>{NUMBER})"
)
_MEASURE = re.compile(
    r"\b(?:(?P<ratio>RR|OR|HR|aOR|aHR|IRR|[Rr]atios?|[Rr]elative risk)|W?MD|SMD|ES|[Dd]ifferences?|"
    r"[Ee]ffect sizes?|Hedges|Cohen|[Bb]eta|coefficient|β|[Cc]hanges?|advantage|by|[dg](?=\s*=))\b"
)
_HETEROGENEITY = re.compile(
    r"heterogene|moderator|\bI\s?[²2]|\bQ\b|subgroup|"
    r"(?<!from )(?<!with )(?<!to )(?<!versus )(?<!vs )baseline|correlat|\br\s*=",
    re.I,
)
_INTERACTION = re.compile(r"interaction", re.I)
_GROUP_BY_TIME = re.compile(
    r"(?:group|treatment|arm|time)s?\W*(?:by|x)?\W*(?:time|group|treatment)", re.I
)
_BETWEEN = re.compile(r"\b(?:between|inter-?group)|\bdifference|group\W*(?:by|x|×|\*)\W*time", re.I)
_VERSUS_BASELINE = re.compile(
    r"[\s,]*(?:versus|vs\.?|against|from|within|compared (?:with|to)) ", re.I
)
_OF_ALL = re.compile(
    r"\b(?:all|both|each|every|for all)\W*(?:of\s+)?$|^\W*(?:for|in) (?:all|both|each|every)", re.I
)
_HAS_FIGURES = re.compile(r"\d|\bNS\b|n\.\s?s\.")
_SAME_BRACKET = re.compile(r"[\s,;:)\]]*(?:I\s?[²2]\s*=\s*\d+\s*%?[\s,;]*)?(?:with\s+)?")
_FROM_TO = re.compile(
    rf"\bfrom\s+(?:an?\s+\w+\s+of\s+)?(?P<a>{NUMBER})"
    rf"(?:[^.;()\[\]]|\.\d|[(\[][^()\[\]]{{0,30}}[)\]]){{0,40}}?\bto\s+(?P<b>{NUMBER})|"
    rf"(?P<c>{NUMBER})\s*(?:→|->)\s*(?P<d>{NUMBER})"
)


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


def is_significant(sign: str, value: float) -> bool:
    """Judge a p-value at the usual 5 %."""
    if sign in ">≥＞﹥":
        return False
    if sign in "<≤＜﹤":
        return value <= 0.051
    return value <= 0.05


def inferences(text: str, start: int, end: int, neutral: float | None = None) -> list[Inference]:
    """Give the p-values and intervals in a part of a sentence, in order.

    `neutral` is no effect on the scale of the measure in use (0 or 1), where that was named before.
    Tests of heterogeneity and intervals of unknown measure are left out.
    """
    if not _HAS_FIGURES.search(text, start, end):
        return []
    found: list[Inference] = []
    told = [*_p_values(text, start, end), *_intervals(text, start, end, neutral)]
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


def change_in_figures(text: str, start: int, end: int) -> int:
    """Give 1 or -1 where figures tell of a rise or a fall ('from 7.1 to 3.0'), 0 elsewhere."""
    match = _FROM_TO.search(text, start, end)
    if not match:
        return 0
    a, b = match["a"] or match["c"], match["b"] or match["d"]
    before, after = number(a), number(b)
    return (after > before) - (after < before)


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


def _p_values(text: str, start: int, end: int) -> Iterator[Inference]:
    for match in P_VALUE.finditer(text, start, end):
        if _is_of_effect(text, match):
            sign = match["sign"]
            yield _inference(text, match, is_significant(sign, number(match["value"])))
            yield from _listed(text, match.end(), end, sign)
    for match in _P_IN_WORDS.finditer(text, start, end):
        if _is_of_effect(text, match):
            yield _inference(text, match, is_significant("=", number(match["value"])))
            yield from _listed(text, match.end(), end, "=")
    for match in _P_COMPARED.finditer(text, start, end):
        value = number(match["value"])
        yield _inference(text, match, is_significant("<" if match["less"] else ">", value))
    first = P_VALUE.search(text, start, end)
    for match in _P_BARE.finditer(text, first.end(), end) if first else ():
        yield _inference(text, match, is_significant("=", number(match["value"])))
    for match in _NOT.finditer(text, start, end):
        yield _inference(text, match, False)


def _listed(text: str, start: int, end: int, sign: str) -> Iterator[Inference]:
    """Give the further values of a list: 'P = 0.02, 0.4 and 0.03'."""
    while match := _P_LISTED.match(text, start, end):
        told = is_significant(match["sign"] or sign, number(match["value"]))
        yield _inference(text, match, told)
        start = match.end()


def _is_of_effect(text: str, match: re.Match[str]) -> bool:
    """Whether a p-value is that of an effect, not of heterogeneity or of a moderator."""
    before = text[max(0, match.start() - 30) : match.start()]
    if _INTERACTION.search(before):
        return bool(_GROUP_BY_TIME.search(text, max(0, match.start() - 60), match.start()))
    return not _HETEROGENEITY.search(before)


def _inference(text: str, match: re.Match[str], significant: bool) -> Inference:
    before = text[max(0, match.start() - 45) : match.start()]
    near = re.split(r"[;.]\s|, ", before)[-1]
    after = text[match.end() : match.end() + 30].partition(")")[0]
    is_within = _VERSUS_BASELINE.match(after) and "baseline" in after
    return Inference(
        match.start(),
        match.end(),
        significant,
        is_between=not is_within and bool(_BETWEEN.search(near) or _BETWEEN.search(after)),
        is_of_all=bool(_OF_ALL.search(before) or _OF_ALL.search(after)),
    )


def _intervals(text: str, start: int, end: int, neutral: float | None) -> Iterator[Inference]:
    taken = start
    matches = [
        *INTERVAL.finditer(text, start, end),
        *_BARE.finditer(text, start, end),
        *_AFTER_ESTIMATE.finditer(text, start, end),
    ]
    for match in sorted(matches, key=lambda m: (m.start("low"), m.start())):
        low, high = number(match["low"]), number(match["high"])
        if match.start("low") < taken or low > high or "%" in match.group().partition("CI")[2]:
            continue
        before = text[max(0, match.start() - 60) : match.start()]
        none = _no_effect(before, neutral)
        if none is None and low < 0 and match.groupdict().get("sep") not in ("–", "—"):
            none = 0.0
        if none is None:
            continue
        taken = match.end()
        side = (low > none) - (high < none)
        yield Inference(
            match.start(),
            match.end(),
            is_significant=side != 0,
            is_interval=True,
            side=side,
            is_between=bool(_BETWEEN.search(before)),
        )


def _no_effect(before: str, neutral: float | None) -> float | None:
    """Give no effect on the scale of an interval: 1 of a ratio, 0 of a difference."""
    named = [bool(match["ratio"]) for match in _MEASURE.finditer(before)]
    return float(named[-1]) if named else neutral
