r"""Term lists as one pattern over the raw bytes of XML, before anything is parsed.

The pattern matches somewhere wherever a `Vocabulary` of the same terms has a mention in the text
that the XML stands for, and perhaps elsewhere: where it does not match, neither does the
vocabulary. It presumes UTF-8, with no tag inside a word and no character reference but `&lt;`,
`&gt;` and `&amp;`. The syntax is RE2's, over bytes.
"""

import re
from collections.abc import Iterable

from pipeline.language.vocabulary import GREEK, LETTER_NAMES, PIECE, is_acronym, is_cased

_WORD_BYTE = r"[0-9A-Za-z_\x80-\xff]"
_NO_WORD_BYTE = "[^0-9A-Za-z]"
_GAP = "(?:[^0-9A-Za-z<]|<[^>]*>)"
# Letters beside the capital whose small letter this is.
_SMALL_LETTER_OF = {"k": "\u212a", "å": "\u212b", "ω": "\u2126", "θ": "\u03f4", "ß": "\u1e9e"}
_ESCAPED = {"&": "(?:&|&amp;)", "<": "(?:<|&lt;)", ">": "(?:>|&gt;)"}


def raw_pattern(terms: Iterable[str]) -> str:
    """The pattern of all terms, written as a `Vocabulary` takes them."""
    terms = {term.strip() for term in terms}
    truncated = {term[:-1].lower() for term in terms if _is_truncated_word(term)}
    return "|".join(
        _term_pattern(term) for term in sorted(terms) if not _is_implied(term, truncated)
    )


def _is_truncated_word(term: str) -> bool:
    return term.endswith("*") and term[:-1].isalpha() and not is_cased(term)


def _is_implied(term: str, truncated: set[str]) -> bool:
    """Where `body acupuncture` is found, so is `acupunct*`."""
    words = term.lower().split() if " " in term else []
    return any(word.startswith(start) for word in words for start in truncated)


def _term_pattern(term: str) -> str:
    pieces = list(PIECE.finditer(term.strip()))
    body = "".join(_piece_pattern(piece) for piece in pieces[:-1])
    if pieces[-1]["star"]:
        return f"{_NO_WORD_BYTE}{body}"
    plural = "[sS]?" if is_cased(term) else ""
    return f"{_NO_WORD_BYTE}{body}{_piece_pattern(pieces[-1])}{plural}{_NO_WORD_BYTE}"


def _piece_pattern(piece: re.Match[str]) -> str:
    if word := piece["word"]:
        return _word_pattern(word)
    if piece["star"]:
        return f"{_WORD_BYTE}*"
    if piece["gap"]:
        return f"{_GAP}+"
    if piece["hyphen"]:
        return f"{_GAP}*"
    if piece["genitive"]:
        return f"(?:(?:{'|'.join(map(_bytes, '’ʼ'))}|')?[sS])?"
    return _ESCAPED.get(piece["other"]) or _any_case(piece["other"])


def _word_pattern(word: str) -> str:
    name = LETTER_NAMES.get(word.lower(), word.lower())
    if name in GREEK:
        return f"(?:{''.join(map(_any_case, name))}|{_any_case(GREEK[name])})"
    return "".join(map(_bytes if is_acronym(word) else _any_case, word))


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
