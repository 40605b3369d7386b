"""Short forms that an abstract defines for itself: 'mechanical withdrawal threshold (MWT)'.

After Schwartz and Hearst, 'A simple algorithm for identifying abbreviation definitions in
biomedical text', Pacific Symposium on Biocomputing 2003, 451-462.
"""

import re

_IN_BRACKETS = re.compile(r"\(([A-Za-zα-ω0-9][^()\[\]]{0,30})\)")
# 'ALA (alpha lipoic acid)'
_SHORT_FIRST = re.compile(r"\b([A-Z][A-Za-z]{1,7}) \(([^()]{6,60})\)")
# 'warm-needle acupuncture (WA group, n = 63)'
_GROUP = re.compile(r"(?<=[A-Za-z]{2}) (?:group|arm)$")
_SHORT_FORM = re.compile(r"[A-Za-z0-9α-ωΑ-Ω][\w\-/&+.α-ωΑ-Ω]{0,11}s?")


def definitions(text: str) -> dict[str, str]:
    """Give each short form that `text` defines in brackets, with its long form.

    The first definition of a short form holds.
    """
    found: dict[str, str] = {}
    for match in _IN_BRACKETS.finditer(text):
        inner = _GROUP.sub("", re.split(r"[,;:=]", match.group(1), maxsplit=1)[0].strip())
        short = inner.strip("'\"“”‘’")
        if (
            short in found
            or not _SHORT_FORM.fullmatch(short)
            or sum(char.isupper() for char in short) < 1
            or len(short) < 2
        ):
            continue
        window = text[max(0, match.start() - 12 * (len(short) + 5)) : match.start()].rstrip()
        window = re.split(r"[.;()]\s", window)[-1]
        stem = short[:-1] if short.endswith("s") and short[:-1].isupper() else short
        if long_form := _long_form(stem, window):
            found[stem] = long_form
    for match in _SHORT_FIRST.finditer(text):
        short, inner = match.groups()
        if short not in found and short[-1].isupper() and _long_form(short, inner) == inner:
            found[short] = inner
    return found


def _long_form(short: str, before: str) -> str | None:
    """Walk both backwards: each sign of the short form stands in the long form, the first at the
    start of a word.
    """
    s, at = len(short) - 1, len(before) - 1
    while s >= 0:
        sign = short[s].lower()
        if not sign.isalnum():
            s -= 1
            continue
        while at >= 0 and (
            before[at].lower() != sign or (s == 0 and at > 0 and before[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
        at -= 1
        s -= 1
    long_form = before[at + 1 :].strip()
    n_words = len(re.findall(r"[\w]+", long_form))
    n_signs = sum(char.isalnum() for char in short)
    if len(long_form) <= len(short) or n_words > min(n_signs + 5, n_signs * 2):
        return None
    return long_form
