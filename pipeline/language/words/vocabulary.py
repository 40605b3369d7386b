"""Term lists compiled into one matcher.

How a term is written in the protocol:

- `nerve conduction velocit*`: `*` stands for any ending of the word;
- a space matches white space or any hyphen, a hyphen matches the same or nothing, so
  `electro-acupuncture` finds electroacupuncture, electro acupuncture and electro‐acupuncture;
- case does not matter, but a word written in capitals (`PWT`, `TEAS`) is found in capitals only,
  with or without a plural `s`;
- `alpha` and `α` are the same, and so for the other Greek letters; the `'s` of `Bell's` may be
  curly or absent;
- a term matches whole words; where several match at one place, the longest is found.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

GAP = r"[\s\-\u2010-\u2015\u2212\u00ad]"
_ENDING = r"\w*"
_LETTERS = "a-z0-9ß-öø-ɏͰ-Ͽ"  # of a folded text: English, Latin, Greek
_BY_USE = "etaoinshrdlcumwfgypbvkjxqz"  # English letters, the commonest first
_REMEMBERED = 1 << 16  # texts whose meaning is kept
GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "sigma": "σ", "omega": "ω",
}  # fmt: skip
LETTER_NAMES = {letter: name for name, letter in GREEK.items()}
PIECE = re.compile(
    r"(?P<word>[^\W_]+)|(?P<star>\*)|(?P<gap>\s+)|(?P<hyphen>-)|(?P<genitive>['’]s\b)|(?P<other>.)"
)


class Mention(NamedTuple):
    """A term found at `text[start:end]`, and the ids of all lists that hold the term."""

    ids: tuple[str, ...]
    start: int
    end: int


class Vocabulary:
    """Finds the terms of several named lists in one pass over a text.

    `entries` maps an id to its terms; a term may stand under several ids.
    """

    def __init__(self, entries: Mapping[str, Iterable[str]]) -> None:
        ids_by_term: dict[str, list[str]] = {}
        for entry_id, terms in entries.items():
            for term in terms:
                ids = ids_by_term.setdefault(term.strip(), [])
                if entry_id not in ids:
                    ids.append(entry_id)
        self._ids = [tuple(ids) for ids in ids_by_term.values()]
        self._terms = tuple(ids_by_term)
        trie: dict = {}
        for number, term in enumerate(ids_by_term):
            atoms = _atoms(term, folded=True)
            for variant in (atoms, [*atoms, "s"]) if is_cased(term) else (atoms,):
                node = trie
                for atom in variant:
                    node = node.setdefault(atom, {})
                node.setdefault("", []).append(number)
        self._branches = _branches(trie)
        body = _regex(self._branches) if ids_by_term else r"(?!)"
        # Beginning with a set, which takes in what stands before a word, `re` skips from one to the
        # next.
        self._pattern = re.compile(rf"[^{_LETTERS}]{body}(?![^\W_])")
        self._ids_of = lru_cache(maxsize=_REMEMBERED)(self._look_up)

    def find(self, text: str) -> Iterator[Mention]:
        """Give the mentions in the order of the text; none overlaps another."""
        for match in self._pattern.finditer("\n" + folded(text)):
            start, end = match.start(), match.end() - 1
            if ids := self._ids_of(text[start:end]):
                yield Mention(ids, start, end)

    def _look_up(self, written: str) -> tuple[str, ...]:
        """Give the ids of the terms that a text found by the pattern stands for."""
        return tuple(
            dict.fromkeys(
                entry_id
                for number in _numbers(self._branches, folded(written)) or ()
                if _is_written_as(self._terms[number], written)
                for entry_id in self._ids[number]
            )
        )

    def ids(self, text: str) -> frozenset[str]:
        """Give the ids of all lists of which some term occurs in the text."""
        return frozenset(entry_id for mention in self.find(text) for entry_id in mention.ids)


def _branches(node: dict) -> tuple[tuple[str, tuple], ...]:
    """Give a node's ways on: further characters first, then the term's end, then any ending, so
    that the longest term is found; at its end, all that may end there count.

    `re` tries one way after the other, so common letters stand before rare ones.
    """
    rest = sorted((atom for atom in node if atom not in ("", _ENDING)), reverse=True)
    rest.sort(key=_rarity)
    ends = (*node.get("", ()), *node.get(_ENDING, {}).get("", ()))
    return tuple(
        (atom, _branches(node[atom]) if atom else ends)
        for atom in (*rest, "", _ENDING)
        if atom in node
    )


def _rarity(atom: str) -> int:
    place = _BY_USE.find(atom)
    return place if place >= 0 else len(_BY_USE)


def _regex(branches: tuple) -> str:
    written = [atom and atom + _regex(rest) for atom, rest in branches]
    return written[0] if len(written) == 1 else f"(?:{'|'.join(written)})"


def _numbers(branches: tuple, text: str, start: int = 0) -> tuple[int, ...] | None:
    """Follow `text[start:]` to a term's end, as the pattern does."""
    following = text[start : start + 1]
    for atom, rest in branches:
        if len(atom) == 1:
            found = _numbers(rest, text, start + 1) if atom == following else None
        elif atom:
            reached = (_numbers(rest, text, end) for end in _ends(atom, text, start))
            found = next(filter(None, reached), None)
        else:
            found = rest if start == len(text) else None
        if found:
            return found
    return None


def _ends(atom: str, text: str, start: int) -> Iterator[int]:
    """Give the places to which an atom may reach, the farthest first."""
    pattern = re.compile(atom)
    if longest := pattern.match(text, start):
        for end in range(longest.end(), start - 1, -1):
            if pattern.fullmatch(text, start, end):
                yield end


def folded(text: str) -> str:
    """Give the text in lower case, character for character, so that offsets hold."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _is_written_as(term: str, written: str) -> bool:
    """Whether a text that the pattern found for a term has capitals where the term has them."""
    return not is_cased(term) or bool(re.fullmatch("".join(_atoms(term)) + "s?", written))


@cache
def is_cased(term: str) -> bool:
    """Whether the term has a word in capitals, which is found in capitals only."""
    return any(is_acronym(piece["word"] or "") for piece in PIECE.finditer(term))


def is_acronym(word: str) -> bool:
    """Whether the word is written in capitals: at least two, and no small letter."""
    return sum(char.isupper() for char in word) >= 2 and not any(char.islower() for char in word)


def _atoms(term: str, *, folded: bool = False) -> list[str]:
    """Turn a term into the regular expressions of its characters, in order."""
    atoms: list[str] = []
    for piece in PIECE.finditer(term):
        if word := piece["word"]:
            atoms += _word_atoms(word, folded=folded)
        elif piece["star"]:
            atoms.append(_ENDING)
        elif piece["gap"]:
            atoms.append(f"{GAP}+")
        elif piece["hyphen"]:
            atoms.append(f"{GAP}*")
        elif piece["genitive"]:
            atoms.append("(?:['’ʼ]?s)?")
        else:
            atoms.append(re.escape(piece["other"]))
    return atoms


def _word_atoms(word: str, *, folded: bool) -> list[str]:
    name = LETTER_NAMES.get(word.lower(), word.lower())
    if name in GREEK:
        return [f"(?:{name}|{GREEK[name]})"]
    if is_acronym(word):
        return [re.escape(char) for char in (word.lower() if folded else word)]
    if folded:
        return [re.escape(char) for char in word.lower()]
    return [f"[{re.escape(char.lower())}{re.escape(char.upper())}]" for char in word]
