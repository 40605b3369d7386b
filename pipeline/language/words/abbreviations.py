"""Short forms that an abstract defines for itself: 'mechanical withdrawal threshold (MWT)'.

Also the letters and numbers it gives its groups: 'sham acupuncture (group B)'.

After Schwartz and Hearst, 'A simple algorithm for identifying abbreviation definitions in
biomedical text', Pacific Symposium on Biocomputing 2003, 451-462.
"""

import re

_IN_BRACKETS = re.compile(r"\(([A-Za-zα-ω0-9][^()\[\]]{0,30})\)")
# 'warm-needle acupuncture (WA group, n = 63)'
_GROUP = re.compile(r"(?<=[A-Za-z]{2}) (?:group|arm)$")
_SHORT_FORM = re.compile(r"[A-Za-z0-9α-ωΑ-Ω][\w\-/&+.α-ωΑ-Ω]{0,11}s?")

_NAME = r"(?P<name>[A-Z]|[1-9]|II|III|IV)"
# 'acupuncture (group A, n = 30)'
_GROUP_AFTER = re.compile(rf"[(\[][Gg]roup {_NAME}\b")
_WORDS_BEFORE = re.compile(r"(?:[\w+&/-]+ ){1,5}\Z")
# 'group A received acupuncture', 'Group A (n = 30): acupuncture', 'group A (acupuncture)'
_GROUP_BEFORE = re.compile(
    rf"\b[Gg]roup {_NAME}(?:\s*\([Nn]\s*=\s*\d+\))?"
    r"(?:\s*[:=(,]\s*|\s+(?:(?:was|were|also|only|patients|rats|mice|animals|who)\s+)*"
    r"(?:received|receiving|got|given|treated with|underwent|had|with|assigned to|served as|as)\s+)"
    r"(?P<given>[^.;:()]{3,60})"
)


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
    return found


def named_groups(text: str) -> dict[str, str]:
    """Give each group that `text` calls by a letter or a number, with what the group received."""
    found: dict[str, str] = {}
    after = (
        (match["name"], _WORDS_BEFORE.search(text, max(0, match.start() - 80), match.start()))
        for match in _GROUP_AFTER.finditer(text)
    )
    given = [(name, words.group()) for name, words in after if words]
    given += [(match["name"], match["given"]) for match in _GROUP_BEFORE.finditer(text)]
    for name, words in given:
        found.setdefault(f"group {name}", words)
        found.setdefault(f"Group {name}", words)
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
