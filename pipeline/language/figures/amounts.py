"""Amounts that a clause gives of an outcome: '3.2 ± 1.1', '6 of 20', 'from 7.1 to 3.0'."""

import re
from dataclasses import dataclass

from pipeline.language.clauses.clause import Clause
from pipeline.language.figures.numbers import NUMBER, number

_UNIT = r"%|per ?cent|points?|mm|cm|m/s|ms|s|k?g|lb|[µm]?V|[a-zµ]{1,4}/m?[lLg]|of the \w+"
_SPREAD = rf"(?:\s*(?:±|\+/-|\+-)\s*{NUMBER}|\s*[(\[](?=[^)\]]*\d)[^()\[\]]{{1,30}}[)\]])*"
_AMOUNT = rf"{NUMBER}(?:\s*(?:of|out of|/)\s*\d+)?"
# 'after 4 weeks', 'at 2 Hz'
_NO_DOSE = r"(?!\d|[\s-]*(?:weeks?|months?|k?Hz|mA|sessions?|min(?:utes)? (?:after|of))\b)"
# '3.2 ± 1.1 points', 'from 7.1 (1.2) to 3.0 (0.9)'
_PATTERN = re.compile(
    rf"(?<![\w.,·/%<>≤≥±+–-])(?<![=<>≤≥] )(?<!week )(?<!month )(?<!day )"
    rf"(?:from\s+(?=\D{{0,3}}\d))?(?P<one>{_AMOUNT}){_NO_DOSE}{_SPREAD}"
    rf"(?:\s*(?:{_UNIT})(?!\w))?{_SPREAD}"
    rf"(?:[\w\s]{{0,22}}?(?:\bto\b|→|->)\s*(?P<two>{_AMOUNT}){_SPREAD}(?:\s*(?:{_UNIT})(?!\w))?{_SPREAD})?"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at `text[start:end]`: `one`, or a change from `one` to `two`."""

    start: int
    end: int
    one: float
    two: float | None

    @property
    def size(self) -> float:
        """The amount itself, or the change where one is told."""
        return self.one if self.two is None else self.two - self.one


def amounts_in(clause: Clause, sentence: str) -> list[Amount]:
    """Give the amounts of a clause in order."""
    found = []
    for match in _PATTERN.finditer(sentence, clause.start, clause.end):
        two = match["two"]
        start, end = match.span()
        if two and any(match.end("one") <= m.start < match.start("two") for m, _ in clause.arms):
            # 'from 14 in the model group to 7 in the EA group'
            found.append(Amount(start, match.end("one"), _read(match["one"]), None))
            found.append(Amount(match.start("two"), end, _read(two), None))
            continue
        found.append(Amount(start, end, _read(match["one"]), _read(two) if two else None))
    return found


def _read(text: str) -> float:
    parts = re.split(r"\s*(?:out of|of|/)\s*", text)
    return number(parts[0]) / (number(parts[1]) or 1) if len(parts) == 2 else number(text)
