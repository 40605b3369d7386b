"""Confidence intervals, and whether they leave out no effect: 'SMD -0.3 (95% CI -1.1 to 0.5)'."""

import re
from collections.abc import Iterator

from pipeline.language.figures.numbers import BETWEEN, NUMBER, Inference, number

_TO = r"(?:to|,|;|–|-|−|~|—)"
_95 = r"(?:9[059]\s?%\s*)?"
# '95% CI: 0.2 to 0.9'
_NAMED = re.compile(
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

_REACH = 110  # characters between a measure and its interval


def intervals(text: str, start: int, end: int, neutral: float | None) -> Iterator[Inference]:
    """Give the intervals whose measure is known; `neutral` is no effect on one named before."""
    taken = start
    matches = [
        *_NAMED.finditer(text, start, end),
        *_BARE.finditer(text, start, end),
        *_AFTER_ESTIMATE.finditer(text, start, end),
    ]
    for match in sorted(matches, key=lambda m: (m.start("low"), m.start())):
        low, high = number(match["low"]), number(match["high"])
        if match.start("low") < taken or low > high or "%" in match.group().partition("CI")[2]:
            continue
        before = text[max(0, match.start() - _REACH) : match.start()]
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
            is_between=bool(BETWEEN.search(before)),
        )


def _no_effect(before: str, neutral: float | None) -> float | None:
    """Give no effect on the scale of an interval: 1 of a ratio, 0 of a difference."""
    named = [bool(match["ratio"]) for match in _MEASURE.finditer(before)]
    return float(named[-1]) if named else neutral
