"""The country of an affiliation as authors write it: `…, Seoul 03080, Republic of Korea.`

`countries.csv` gives each country's name here, the names it goes by (ISO 3166 and what authors
write), and places that tell the country where no name is given (states, provinces, large cities;
abbreviations of states in capitals).
"""

import csv
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

_COUNTRIES = Path(__file__).with_name("countries.csv")
_ADDRESSES = re.compile(
    r"electronic address:|e-?mail:?|https?://\S+|www\.\S+|\S+@\S+|\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b",
    re.IGNORECASE,
)
_SIGNS_OF_ADDRESS = ("@", "address:", "mail", "://", "www.")
_INITIAL = re.compile(r"([A-Z])(?<!\w[A-Z])\.\s?(?=[A-Z]\b)")
_WORD_OR_STOP = re.compile(r"[^\W_]+(?:['’]+[^\W_]*)*|[,;.:()\[\]]")
_STOPS = frozenset(",;.:()[]")
_LONGEST = 8  # words
_TAIL = 100  # characters, in which most affiliations tell

# The countries of names that end in the same word, by that word.
Names = dict[str, dict[str, str]]


@cache
def _names() -> tuple[Names, Names]:
    names: Names = {}
    places: Names = {}
    with _COUNTRIES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for table, column in ((names, "names"), (places, "places")):
                for name in filter(None, row[column].split("|")):
                    words = [_key(word) for word in name.replace("-", " ").split()]
                    table.setdefault(words[-1], {})[" ".join(words)] = row["country"]
    return names, places


def country_of(affiliation: str) -> str | None:
    """The country that an affiliation ends in; `None` where none is told.

    Of several affiliations in one text, set apart by semicolons, the first that tells counts.
    """
    names, places = _names()
    for part in affiliation.split(";"):
        end = part[-_TAIL:].partition(" ")[2] if len(part) > _TAIL else ""
        for text, table in ((end, names), (part, names), (part, places)):
            if country := _country_of_one(_without_addresses(text), table):
                return country
    return None


def _without_addresses(text: str) -> str:
    if any(map(text.lower().__contains__, _SIGNS_OF_ADDRESS)) or "-" in text:
        text = _ADDRESSES.sub(" ", text)
    return _INITIAL.sub(r"\1", text) if "." in text[:-1] else text


def _country_of_one(text: str, table: Names) -> str | None:
    """Look at each stop, the last first, for the longest name that ends there."""
    words: list[str] = []
    ends: list[int] = []
    for found in _WORD_OR_STOP.findall(text):
        if found in _STOPS:
            ends.append(len(words))
        elif (key := _key(found)) is not None:
            words.append(key)
    for end in dict.fromkeys((len(words), *reversed(ends))):
        names = table.get(words[end - 1]) if end else None
        if names:
            for start in range(max(0, end - _LONGEST), end):
                if country := names.get(" ".join(words[start:end])):
                    return country
    return None


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> str | None:
    """Two to three capitals stay as they are: `OR` is a state and `or` is not.

    A word with a digit has none.
    """
    if any(map(str.isdigit, word)):
        return None
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", word) if char.isalnum() and char.isascii()
    )
    return bare if bare.isupper() and len(bare) <= 3 else bare.lower()
