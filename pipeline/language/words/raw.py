r"""Term lists as one pattern over the raw bytes of XML, before anything is parsed.

The pattern matches somewhere wherever a `Vocabulary` of the same terms has a mention in the text
that the XML stands for, and perhaps elsewhere: where it does not match, neither does the
vocabulary. It presumes UTF-8 and no character reference but `&lt;`, `&gt;` and `&amp;`; tags may
stand anywhere. The syntax is RE2's, over bytes.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

import re2

from pipeline.language.words.vocabulary import GREEK, LETTER_NAMES, PIECE, is_acronym, is_cased

_NO_WORD_BYTE = "[^0-9A-Za-z]"
_TAG = "<[^>]*>"
_GAP = f"(?:[^0-9A-Za-z<]|{_TAG})"
_ENDING = rf"(?:[0-9A-Za-z_\x80-\xff]|{_TAG})*"
_GENITIVE = rf"(?:{_TAG}|'|\xe2\x80\x99|\xca\xbc|[sS])*"
_ESCAPED = {"&": "(?:&|&amp;)", "<": "(?:<|&lt;)", ">": "(?:>|&gt;)"}
# Letters beside the capital whose small letter this is.
_SMALL_LETTER_OF = {"k": "\u212a", "å": "\u212b", "ω": "\u2126", "θ": "\u03f4", "ß": "\u1e9e"}


class RawVocabulary:
    """Looks over a text for terms: where it finds none, a `Vocabulary` of them has no mention."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._matches = compiled(raw_pattern(terms)).Match

    def may_occur(self, text: str) -> bool:
        """Whether some term may stand in the text."""
        return bool(self._matches(b"\n%b\n" % text.encode(errors="replace")))


def compiled(pattern: str) -> re2.Set:
    """Compile a pattern over bytes; its `Match` gives a true value where it is found."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.max_mem = 64 << 20
    found = re2.Set.SearchSet(options)
    found.Add(pattern.encode())
    found.Compile()
    return found


def raw_pattern(terms: Iterable[str]) -> str:
    """The pattern of all terms, written as a `Vocabulary` takes them."""
    terms = sorted({term.strip() for term in terms})
    starts = {term[:-1].lower() for term in terms if _is_truncated_word(term)}
    whole = [_term_pattern(term) for term in terms if not _is_implied(term, starts)]
    return "|".join((*whole, *_split_words(terms)))


def _is_truncated_word(term: str) -> bool:
    return term.endswith("*") and term[:-1].isalpha() and not is_cased(term)


def _is_implied(term: str, starts: set[str]) -> bool:
    """Where `body acupuncture` is found, so is `acupunct*`."""
    return any(
        word.startswith(start) and word != f"{start}*"
        for word in term.lower().split()
        for start in starts
    )


def _term_pattern(term: str) -> str:
    pieces = list(PIECE.finditer(term))
    body = "".join(_piece_pattern(piece) for piece in pieces[:-1])
    if pieces[-1]["star"]:
        return f"{_NO_WORD_BYTE}{body}"
    plural = "[sS]?" if is_cased(term) else ""
    return f"{_NO_WORD_BYTE}{body}{_piece_pattern(pieces[-1])}{plural}{_NO_WORD_BYTE}"


def _piece_pattern(piece: re.Match[str]) -> str:
    if word := piece["word"]:
        return _word_pattern(word)
    if piece["star"]:
        return _ENDING
    if piece["gap"]:
        return f"{_GAP}+"
    if piece["hyphen"]:
        return f"{_GAP}*"
    if piece["genitive"]:
        return _GENITIVE
    other = _ESCAPED.get(piece["other"]) or _any_case(piece["other"])
    return f"(?:{_TAG})*{other}(?:{_TAG})*"


def _word_pattern(word: str) -> str:
    name = LETTER_NAMES.get(word.lower(), word.lower())
    if name in GREEK:
        return f"(?:{''.join(map(_any_case, name))}|{_any_case(GREEK[name])})"
    return "".join(map(_bytes if is_acronym(word) else _any_case, word))


def _split_words(terms: Iterable[str]) -> list[str]:
    """A tag between two letters, of which each stands beside another in some word of the terms."""
    words = ((piece["word"] or "").lower() for term in terms for piece in PIECE.finditer(term))
    pairs = {pair for word in words for pair in pairwise(word)}
    if not pairs:
        return []
    before, after = (
        "|".join(sorted(map(_any_case, set(side)))) for side in zip(*pairs, strict=True)
    )
    return [f"(?:{before})(?:{_TAG})+(?:{after})"]


def _any_case(char: str) -> str:
    """The character in all its forms: `k` is also `K` and the Kelvin sign."""
    lower = char.lower()
    forms = sorted({char, lower, char.upper(), *_SMALL_LETTER_OF.get(lower, "")})
    single = [_bytes(form) for form in forms if len(form) == 1]
    return single[0] if len(single) == 1 else f"(?:{'|'.join(single)})"


def _bytes(text: str) -> str:
    return "".join(
        chr(byte) if byte < 0x80 and chr(byte).isalnum() else rf"\x{byte:02x}"
        for byte in text.encode()
    )
