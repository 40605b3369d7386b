"""PubMed's dates as ISO 8601 text, as precise as they are given."""

import re
from collections.abc import Iterable
from functools import lru_cache

from lxml import etree

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "|".join(_MONTHS)
_YEAR_FIRST = re.compile(
    rf"\b(?P<year>1[5-9]\d\d|20\d\d)\b(?:\s+(?P<month>{_MONTH})[a-z]*\.?(?:\s+(?P<day>\d\d?)\b)?)?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"\b(?:(?P<day>\d\d?)\s+)?(?P<month>{_MONTH})[a-z]*\.?\s+(?P<year>1[5-9]\d\d|20\d\d)\b",
    re.IGNORECASE,
)


def date_of(element: Iterable[etree._Element] | None) -> str | None:
    """The date of an element with `Year`, `Month`, `Day` (or `Season`, or `MedlineDate`)."""
    if element is None:
        return None
    parts = {child.tag: child.text for child in element}
    if parts.get("MedlineDate"):
        return first_date(parts["MedlineDate"])
    return iso_date(parts.get("Year"), parts.get("Month"), parts.get("Day"))


@lru_cache(maxsize=1 << 14)
def iso_date(year: str | None, month: str | None = None, day: str | None = None) -> str | None:
    """`2021`, `2021-03` or `2021-03-09`; the month as a number or an English name."""
    year = (year or "").strip()
    if not re.fullmatch(r"\d{4}", year):
        return first_date(year)
    number = _month_number((month or "").strip())
    if number is None:
        return year
    day = (day or "").strip()
    if not day.isdecimal() or not 1 <= int(day) <= 31:
        return f"{year}-{number:02}"
    return f"{year}-{number:02}-{int(day):02}"


def first_date(text: str) -> str | None:
    """The first date of a free-text span: `1998 Dec-1999 Jan` is `1998-12`, `2000-2001` is `2000`.

    A season or a quarter has no place in ISO 8601 and leaves the year alone.
    """
    found = _MONTH_FIRST.match(text.strip()) or _YEAR_FIRST.search(text)
    return iso_date(found["year"], found["month"], found["day"]) if found else None


def _month_number(month: str) -> int | None:
    if month.isdecimal():
        return int(month) if 1 <= int(month) <= 12 else None
    name = month[:3].lower()
    return _MONTHS.index(name) + 1 if name in _MONTHS else None
