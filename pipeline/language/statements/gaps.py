"""The words between outcomes and words of change: how well one governs the other."""

import re

_CAUSE = re.compile(
    r"\b(?:related to|associated with|due to|because|caused by|attributed to|linked to)\b"
    r"(?!.*\b(?:was|were)\b)"
)
# 'the spinal nerve ligation-induced increase'
_INDUCED = re.compile(r"(?:[\w/+]+[ -]){1,6}(?:induced|evoked|elicited)\b")
AUXILIARY = re.compile(
    r"\b(?:was|were|is|are|been|be|being|had|has|have|became|become|remained|also|did|does|do|not|"
    r"all|both|significantly|markedly|further|likewise|each)\b",
    re.I,
)
_WORD = re.compile(r"\w+")
# 'no difference was found in'
_OBSERVED = (
    r"(?:observed|found|seen|noted|detected|recorded|reported|shown|evident|present|noticed|apparent|"
    r"registered|demonstrated|identified|measured|obtained|achieved|made|documented)\b"
)
_SEEN = re.compile(
    r"[^,;]{0,60}\b(?:was|were|is|are|has been|have been)\s+(?:also\s+|only\s+)?"
    rf"{_OBSERVED}[^;]{{0,110}}",
    re.I,
)
# 'improvement in velocity was not observed'
UNSEEN = re.compile(rf"[^,;.]{{0,60}}?\s(?:not|never)\s(?:\w+ly\s)?{_OBSERVED}", re.I)
_AND = re.compile(r",|\band\b")
# 'the incidence and severity of'
_TWO_OF = re.compile(
    r"\s*(?:the |its |their )?[\w-]+ and (?:the )?[\w-]+ of (?:the |their )?", re.I
)
_WITHOUT = re.compile(r",? without\b", re.I)
# 'no difference | between the groups in nausea, vomiting, and mean'
_IN_LIST = re.compile(
    r"(?!.*\b(?:was|were|had|did|but|while|whereas|although|with)\b(?! (?:respect|regard)))"
    r"[^;]{0,100}?\b(?:in|for|on|of|regarding|to)\b[^;]{0,200}",
    re.I,
)
_AND_FIRST = re.compile(r"\s*,?\s*(?:and|or|nor|but|that|who|whose)\b")
_AND_BUT = re.compile(r",|\band\b|\bbut\b")
# 'no difference | between EA and sham in the degree of | improvement'
_DIFFERS_IN = re.compile(
    r"[^,;]{0,100}?\b"
    r"(?:in|for|of|on|regarding|concerning|with (?:respect|regard) to|as (?:to|for)) "
    r"(?:[\w-]+,? ){0,8}",
    re.I,
)
_OR = re.compile(r" (?:or|and) (?:[\w-]+ ){0,2}")
_PARTS = re.compile(r"[,;]|\b(?:and|or|nor|by|with|via|through|without|while|but|as)\b", re.I)


def n_words(text: str) -> int:
    """Count words and numbers."""
    return len(_WORD.findall(text))


def joins(gap: str) -> bool:
    """Whether the words on both sides belong to one run: few words between, and no conjunction."""
    is_near = not _PARTS.search(gap) and n_words(_INDUCED.sub("", gap)) <= 4
    return is_near or gap.strip() == "as"


def differs_in(gap: str, *, is_first: bool) -> bool:
    """Whether the words after a difference only say between whom, and in what, or what else."""
    return bool((_DIFFERS_IN if is_first else _OR).fullmatch(gap))


def lead_of(gap: str, *, denies: bool) -> float:
    """Tell how well a run before a group governs it, from the words between.

    One that `denies` a difference governs a list, however long.
    """
    words = n_words(gap)
    if denies and _IN_LIST.fullmatch(gap):
        return 1.6
    if _SEEN.fullmatch(gap):
        return 1.6
    if _TWO_OF.fullmatch(gap):
        return 2.0
    if ";" in gap or words > 14:
        return 0.0
    if _AND.search(gap):
        return 0.8
    return 2.0 if words <= 5 else 1.0 if words <= 9 else 0.5


def tail_of(gap: str) -> float:
    """Tell how well a run after a group is its predicate, from the words between."""
    words = n_words(gap)
    if _CAUSE.search(gap) or _WITHOUT.match(gap):
        return 0.0
    if _AND_FIRST.match(gap):
        return 0.3
    if ";" in gap or words > 24:
        return 0.0
    if AUXILIARY.search(gap) or words == 0:
        return 1.5
    if _AND_BUT.search(gap):
        return 0.3
    return 0.9 if words <= 8 else 0.5
