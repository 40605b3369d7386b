"""The country of an affiliation as authors write it: `…, Seoul 03080, Republic of Korea.`

`countries.csv` gives each country's name here, the names it goes by (ISO 3166 and what authors
write), and places that tell the country where no name is given (states, provinces, large cities;
abbreviations of states in capitals).
"""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

_COUNTRIES = Path(__file__).with_name("countries.csv")
_ADDRESSES = re.compile(
    r"electronic address:|e-?mail:?|https?://\S+|www\.\S+|\S+@\S+|\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"\b([A-Z])\.\s?(?=[A-Z]\b)")
_WORD_OR_STOP = re.compile(r"(?P<word>[^\W_](?:[^\W_]|['’])*)|(?P<stop>[,;.:()\[\]])")
_LONGEST = 8  # words
_TAIL = 100  # characters, in which most affiliations tell


@cache
def _names() -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    places: dict[str, str] = {}
    with _COUNTRIES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for table, column in ((names, "names"), (places, "places")):
                for name in filter(None, row[column].split("|")):
                    table[" ".join(_key(word) for word in name.replace("-", " ").split())] = row[
                        "country"
                    ]
    return names, places


def country_of(affiliation: str) -> str | None:
    """The country that an affiliation ends in; `None` where none is told.

    Of several affiliations in one text, set apart by semicolons, the first that tells counts.
    """
    names, places = _names()
    for part in affiliation.split(";"):
        end = part[-_TAIL:].partition(" ")[2] if len(part) > _TAIL else ""
        for text, table in ((end, names), (part, names), (part, places)):
            if country := _country_of_one(_INITIAL.sub(r"\1", _ADDRESSES.sub(" ", text)), table):
                return country
    return None


def _country_of_one(text: str, table: dict[str, str]) -> str | None:
    """Look at each stop, the last first, for the longest name that ends there."""
    words: list[str] = []
    ends: list[int] = []
    for found in _WORD_OR_STOP.finditer(text):
        if found["stop"]:
            ends.append(len(words))
        elif not any(char.isdigit() for char in found["word"]):
            words.append(_key(found["word"]))
    for end in dict.fromkeys((len(words), *reversed(ends))):
        for start in range(max(0, end - _LONGEST), end):
            if country := table.get(" ".join(words[start:end])):
                return country
    return None


@cache
def _key(word: str) -> str:
    """Two to three capitals stay as they are: `OR` is a state and `or` is not."""
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", word) if char.isalnum() and char.isascii()
    )
    return bare if bare.isupper() and len(bare) <= 3 else bare.lower()
