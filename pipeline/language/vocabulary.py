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
from typing import NamedTuple

GAP = r"[\s\-\u2010-\u2015\u2212\u00ad]"
_ENDING = r"\w*"
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
        self._cased = [
            re.compile("".join(_atoms(term)) + "s?") if is_cased(term) else None
            for term in ids_by_term
        ]
        trie: dict = {}
        for number, term in enumerate(ids_by_term, start=1):
            atoms = _atoms(term, folded=True)
            for variant in (atoms, [*atoms, "s"]) if is_cased(term) else (atoms,):
                node = trie
                for atom in variant:
                    node = node.setdefault(atom, {})
                node.setdefault("", []).append(number)
        self._numbers: list[list[int]] = [[]]
        body = self._regex(trie) if ids_by_term else r"(?!)"
        self._pattern = re.compile(rf"(?<![^\W_]){body}(?![^\W_])")
        self._settled = [
            None
            if any(self._cased[number - 1] for number in numbers)
            else tuple(dict.fromkeys(i for number in numbers for i in self._ids[number - 1]))
            for numbers in self._numbers
        ]

    def _regex(self, node: dict) -> str:
        """Write the alternatives of a node: a further word first, then the term's end, then any
        ending, so that the longest term is found; at its end all that may end there count.
        """
        rest = sorted((atom for atom in node if atom not in ("", _ENDING)), reverse=True)
        branches = [atom + self._regex(node[atom]) for atom in rest]
        if "" in node:
            self._numbers.append(node[""] + node.get(_ENDING, {}).get("", []))
            branches.append("()")
        if _ENDING in node:
            branches.append(_ENDING + self._regex(node[_ENDING]))
        return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"

    def find(self, text: str) -> Iterator[Mention]:
        """Give the mentions in the order of the text; none overlaps another."""
        for match in self._pattern.finditer(folded(text)):
            start, end = match.span()
            ids = self._settled[match.lastindex or 0]
            if ids is None:
                ids = self._ids_as_written(match.lastindex or 0, text, start, end)
            if ids:
                yield Mention(ids, start, end)

    def _ids_as_written(self, group: int, text: str, start: int, end: int) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                entry_id
                for number in self._numbers[group]
                if (cased := self._cased[number - 1]) is None or cased.fullmatch(text, start, end)
                for entry_id in self._ids[number - 1]
            )
        )

    def ids(self, text: str) -> frozenset[str]:
        """Give the ids of all lists of which some term occurs in the text."""
        return frozenset(entry_id for mention in self.find(text) for entry_id in mention.ids)


def folded(text: str) -> str:
    """Give the text in lower case, character for character, so that offsets hold."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


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
