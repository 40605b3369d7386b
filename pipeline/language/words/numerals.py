"""Whole numbers in figures or in English words: 64, 1,842, 'sixty-four', 'one hundred and two'."""

import re
from typing import NamedTuple

_UNIT_WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: value for value, word in enumerate(_UNIT_WORDS.split())}
_VALUES |= {word: 10 * value for value, word in enumerate(_TEN_WORDS.split(), start=2)}
_SCALES = {"hundred": 100, "thousand": 1000}
_WORD = "|".join(sorted((*_VALUES, *_SCALES), key=len, reverse=True))

_FIRST = "".join(sorted({word[0] for word in (*_VALUES, *_SCALES)}))

NUMERAL = (
    rf"\b(?=[\d{_FIRST}])"  # half the time of looking for one
    r"(?:(?<![\d.,/%<>=±+\-–])\d{1,3}(?:[, \u00a0\u2009]\d{3})+(?![\d.%])"
    r"|(?<![\w.,/%<>=±+\-–])\d{1,6}(?![\d%]|[.,/\-–]\d)"
    rf"|\b(?:{_WORD})(?:(?:[\s-]+and[\s-]+|[\s-]+)(?:{_WORD}))*\b)"
)
_NUMBER = re.compile(NUMERAL, re.IGNORECASE)


class Numeral(NamedTuple):
    """A number written at `text[start:end]`."""

    value: int
    start: int
    end: int


def value_of(written: str) -> int:
    """Give the value of one number as `NUMERAL` matches it."""
    if written[0].isdigit():
        return int(re.sub(r"\D", "", written))
    total = group = 0
    for word in re.split(r"[\s-]+", written.lower()):
        if word == "thousand":
            total, group = total + (group or 1) * 1000, 0
        elif word == "hundred":
            group = (group or 1) * 100
        else:
            group += _VALUES.get(word, 0)
    return total + group


def numerals(text: str) -> list[Numeral]:
    """Give the whole numbers of a text in order; decimals, percentages and ranges are left out."""
    return [
        Numeral(value_of(match.group()), match.start(), match.end())
        for match in _NUMBER.finditer(text)
    ]
