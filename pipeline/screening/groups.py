"""How many are in each group of a study, and so in all."""

import re

from pipeline.language.words.numerals import NUMERAL, value_of

_MOST_GROUPS = 12
_SIZE = re.compile(r"=\s*(\d+)")
_IS_SIZE = re.compile(r"\bn\s*\Z", re.IGNORECASE)
# 'five groups', 'a three-armed trial'
_N_GROUPS = re.compile(
    rf"(?P<n>{NUMERAL})(?: (?!the\b)[a-z-]+)?[ -](?:groups|arms|arm|armed)\b", re.IGNORECASE
)
# 'twelve rats in each group', '40 patients each', 'each arm had 20', 'groups (n = 12)'
_EACH = re.compile(
    r" (?:(?:in|to|for) (?:each|every|a|(?P<two>either)) (?:group|arm|one)|in each|"
    r"per (?:group|arm)|each(?! time)|apiece)\b|/ ?group\b|"
    rf"\b(?:[Ee]ach|[Ee]very|(?P<both>[Ee]ither)) (?:group|arm) (?:had|of|with) (?P<m>{NUMERAL})|"
    r"groups \(n ?= ?(?P<k>\d+)\)"
)
_OF_THESE = re.compile(
    rf"(?P<n>{NUMERAL})(?! (?:min|minutes|hours?|days?|weeks?|sessions?|times?|points?|mg|ml|s)\b)"
    r"(?: [a-z-]+){0,3},? ?\Z",
    re.IGNORECASE,
)
_NEAR = 60
# 'forty patients were assigned to needles, 38 to sham', '23 patients in the EA group and 23 in the
# control group'
_SECOND = re.compile(
    r"\S+[^.;\d]{0,40}?\b(?:(?:assigned|allocated|randomi[sz]ed) to|received|in the)\b "
    rf"[^.;\d]{{3,60}}?(?:,| and|, and) (?P<n>{NUMERAL}) "
    r"(?:[a-z]+ ){0,3}?(?:to|received|in the)\b",
    re.IGNORECASE,
)
# 'a total of 55 were enrolled', 'we randomised 62'
_ENROLLED = re.compile(
    r" (?:were|was) (?:then |all |randomly )?"
    r"(?:enrolled|recruited|randomi[sz]ed|allocated|assigned)\b"
    rf"|\b[Ww]e (?:enrolled|recruited|randomi[sz]ed) (?P<m>{NUMERAL})(?= ?[.,(;])"
)
_NUMBER_BEFORE = re.compile(rf"(?P<n>{NUMERAL})\Z", re.IGNORECASE)


def sizes_of_groups(text: str) -> list[int]:
    """Give the sizes that are told as (n = 20), without one that is the sum of the others."""
    sizes = [
        int(match[1])
        for match in _SIZE.finditer(text)
        if _IS_SIZE.search(text, max(0, match.start() - 3), match.start())
    ]
    largest = max(sizes, default=0)
    if len(sizes) > 2 and largest == sum(sizes) - largest:
        sizes.remove(largest)
    return sizes


def in_equal_groups(text: str) -> int | None:
    """Give how many are in all groups where their number and the size of each are told."""
    for each in _EACH.finditer(text):
        start = each.start()
        before = _OF_THESE.search(text, max(0, start - _NEAR), start)
        size = each["m"] or each["k"] or (before and before["n"])
        if size:
            groups = _N_GROUPS.search(text)
            is_two = each["two"] or each["both"]
            n_groups = 2 if is_two else value_of(groups["n"]) if groups else 0
            return n_groups * value_of(size) if 1 < n_groups <= _MOST_GROUPS else None
    return None


def second_group(text: str, at: int) -> int:
    """Give the size of the group that is told after the one whose number stands at this place."""
    second = _SECOND.match(text, at)
    return value_of(second["n"]) if second else 0


def bare_total(text: str) -> int | None:
    """Give how many were enrolled where nobody is named: '55 were enrolled'."""
    for enrolled in _ENROLLED.finditer(text):
        start = enrolled.start()
        before = _NUMBER_BEFORE.search(text, max(0, start - _NEAR), start)
        if number := enrolled["m"] or (before and before["n"]):
            return value_of(number)
    return None
