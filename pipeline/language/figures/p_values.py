"""P-values: 'P = 0.03', 'P less than 0.01', 'P = 0.02, 0.4 and 0.03', 'NS'."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.language.figures.numbers import BETWEEN, Inference, number

# 'P = 0.03'
P_VALUE = re.compile(
    r"\b[pP]s?(?:[ -]?values?)?\s*(?:of|was|were|being)?\s*(?P<sign>[<=>≤≥＜＞＝﹤﹥˂˃⩽⩾≦≧])\s*"
    r"(?P<value>[01]?\s?[.·]\s?\d+)"
)
# 'P values 0.21 and 0.43', 'P between 0.1 and 0.8', 'P less than 0.01'
_P_IN_WORDS = re.compile(
    r"\b[pP](?:s|[ -]?values?)?:?\s+"
    r"(?:(?:of|was|were|being|all|(?:(?:ranging|ranged) )?from|between)\s+)?"
    r"(?:(?:(?P<less>less|smaller|lower|below|under)|"
    r"(?P<more>greater|more|larger|higher|above|over))(?: than)?\s+)?(?P<value>[01]?[.·]\d+)"
)
# 'pain (P = .013), anxiety (.41)'
_P_BARE = re.compile(r"\((?P<value>0?[.·]\d{2,3})\)")
# 'P = 0.02, 0.4 and < 0.01'
_P_LISTED = re.compile(
    r"\s*(?:(?:at|on|after|by) (?:(?:week|month|day)s? \d+|[\w-]+ (?:week|month|day)s?))?"
    r"(?:,|;|/|&|\band\b|\bor\b|\bto\b)\s*(?:and\s+)?(?P<sign>[<=>≤≥]?)\s*(?P<value>0?[.·]\d+)(?![\d.]*\s*[%(\[±])"
)
# 'NS', 'P = n.s.'
_NOT = re.compile(
    r"\b(?:[pP]\s*[=:]?\s*)?(?:n\.\s?s\.|NS\b(?!\s*[A-Z]))(?!\w)|"
    r"\b[pP]\s*[=:]\s*ns\b"
)
# what other p-values are of
_HETEROGENEITY = re.compile(
    r"heterogene|moderator|\bI\s?[²2]|\bQ\b|subgroup|"
    r"(?<!from )(?<!with )(?<!to )(?<!versus )(?<!vs )baseline|correlat|\br\s*=",
    re.I,
)
_INTERACTION = re.compile(r"interaction", re.I)
# 'group × time interaction', which is an effect
_GROUP_BY_TIME = re.compile(
    r"(?:group|treatment|arm|time)s?\W*(?:by|x)?\W*(?:time|group|treatment)", re.I
)
# 'P < 0.01 versus baseline'
_VERSUS_BASELINE = re.compile(
    r"[\s,]*(?:versus|vs\.?|against|from|within|compared (?:with|to)) ", re.I
)
# 'all P < 0.05', 'P < 0.05 for both'
_OF_ALL = re.compile(
    r"\b(?:all|both|each|every|for all)\W*(?:of\s+)?$|^\W*(?:for|in) (?:all|both|each|every)", re.I
)


def p_values(text: str, start: int, end: int) -> Iterator[Inference]:
    """Give the p-values of effects in a part of a sentence, kind by kind."""
    for match in P_VALUE.finditer(text, start, end):
        if _is_of_effect(text, match):
            sign = match["sign"]
            first = _inference(text, match, is_significant(sign, number(match["value"])))
            yield from (first, *_listed(text, first, end, sign))
    for match in _P_IN_WORDS.finditer(text, start, end):
        if _is_of_effect(text, match):
            sign = "<" if match["less"] else ">" if match["more"] else "="
            first = _inference(text, match, is_significant(sign, number(match["value"])))
            yield from (first, *_listed(text, first, end, sign))
    named = P_VALUE.search(text, start, end)
    for match in _P_BARE.finditer(text, named.end(), end) if named else ():
        yield _inference(text, match, is_significant("=", number(match["value"])))
    for match in _NOT.finditer(text, start, end):
        yield _inference(text, match, False)


def _listed(text: str, first: Inference, end: int, sign: str) -> Iterator[Inference]:
    """Give the further values of a list: 'P = 0.02, 0.4 and 0.03'."""
    start = first.end
    while match := _P_LISTED.match(text, start, end):
        told = is_significant(match["sign"] or sign, number(match["value"]))
        one = _inference(text, match, told)
        yield replace(one, is_between=first.is_between or one.is_between)
        start = match.end()


def _is_of_effect(text: str, match: re.Match[str]) -> bool:
    """Whether a p-value is that of an effect, not of heterogeneity or of a moderator."""
    before = text[max(0, match.start() - 30) : match.start()]
    if _INTERACTION.search(before):
        return bool(_GROUP_BY_TIME.search(text, max(0, match.start() - 60), match.start()))
    return not _HETEROGENEITY.search(before)


def _inference(text: str, match: re.Match[str], significant: bool) -> Inference:
    before = text[max(0, match.start() - 45) : match.start()]
    near = re.split(r"[;.]\s|, ", before)[-1]
    after = text[match.end() : match.end() + 30].partition(")")[0]
    is_within = _VERSUS_BASELINE.match(after) and "baseline" in after
    return Inference(
        match.start(),
        match.end(),
        significant,
        is_between=not is_within and bool(BETWEEN.search(near) or BETWEEN.search(after)),
        is_of_all=bool(_OF_ALL.search(before) or _OF_ALL.search(after)),
    )


def is_significant(sign: str, value: float) -> bool:
    """Judge a p-value at the usual 5 %."""
    if sign in ">≥＞﹥˃⩾≧":
        return value <= 0.005  # 'P > 0.001', a slip
    if sign in "<≤＜﹤˂⩽≦":
        return value <= 0.051
    return value <= 0.05
