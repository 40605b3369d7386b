"""The country of an affiliation as authors write it: `…, Seoul 03080, Republic of Korea.`

`countries.csv` gives each country's name here, the names it goes by (ISO 3166 and what authors
write), and places that tell the country where no name is given (states, provinces, large cities;
abbreviations of states in capitals).
"""

import csv
import re
import unicodedata
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

_COUNTRIES = Path(__file__).with_name("countries.csv")
_ADDRESSES = re.compile(
    r"electronic address:|e-?mail:?|https?://\S+|www\.\S+|\S+@\S+", re.IGNORECASE
)
_SIGNS_OF_ADDRESS = ("@", "address:", "mail", "://", "www.")
_INITIAL = re.compile(r"([A-Z])(?<!\w[A-Z])\.\s?(?=[A-Z]\b)")
_STOP = re.compile(r"[,.:()\[\]]")
_WORD = re.compile(r"[^\W_]+(?:['’]+[^\W_]*)*")

# Names word by word from their ends; where one is complete, its country stands under `None`.
Names = dict[str | None, "Names | str"]


@cache
def _names() -> tuple[Names, Names]:
    names: Names = {}
    places: Names = {}
    with _COUNTRIES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for table, column in ((names, "names"), (places, "places")):
                for name in filter(None, row[column].split("|")):
                    ending = table
                    for word in _words_from_end(name):
                        ending = ending.setdefault(word, {})
                    ending[None] = row["country"]
    return names, places


def country_of(affiliation: str) -> str | None:
    """The country that an affiliation ends in; `None` where none is told.

    Of several affiliations in one text, set apart by semicolons, the first that tells counts.
    """
    for part in affiliation.split(";"):
        pieces = _STOP.split(_without_addresses(part))
        for table in _names():
            if country := _country_of_one(pieces, table):
                return country
    return None


def _without_addresses(text: str) -> str:
    if any(map(text.lower().__contains__, _SIGNS_OF_ADDRESS)):
        text = _ADDRESSES.sub(" ", text)
    return _INITIAL.sub(r"\1", text) if "." in text[:-1] else text


def _country_of_one(pieces: list[str], table: Names) -> str | None:
    """Look at the end of each piece, the last first, for the longest name that ends there.

    A name may begin some pieces before: `Taiwan, Republic of China`.
    """
    for end in range(len(pieces), 0, -1):
        names, country = table, None
        for word in chain.from_iterable(map(_words_from_end, reversed(pieces[:end]))):
            names = names.get(word)
            if names is None:
                break
            country = names.get(None, country)
        if country:
            return country
    return None


@lru_cache(maxsize=1 << 14)
def _words_from_end(piece: str) -> tuple[str, ...]:
    return tuple(key for key in map(_key, reversed(_WORD.findall(piece))) if key is not None)


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
