"""Arms that went the same way as far: 'pain fell to the same degree in both groups'."""

import re

from pipeline.language.clauses.clause import Clause
from pipeline.language.figures.amounts import Amount, amounts_in
from pipeline.language.sentences.marks import is_outcome
from pipeline.language.statements.compared import TIMELY
from pipeline.language.statements.comparisons import ALIKE
from pipeline.language.words.numerals import NUMERAL, numerals

# 'by a third in each arm', 'half of the patients in either group'
_SHARE = re.compile(
    r"\b(?:by|of)\s+(?:(?:about|some|roughly|nearly|almost|around|approximately|over|just)\s+)*"
    r"(?:an?\s+|two\s+)?(?:third|quarter|half|fifth|tenth|point|one|two|three|four|"
    r"\d(?![\d\s-]*(?:and|to|(?:week|month|day)s?)\b))|"
    r"\b(?:half|a third|a quarter|two thirds|most|all)(?: of)? (?:the |those )|"
    rf"(?<!\()\b{NUMERAL} (?:patients )?in (?:each|either)\b|"
    r"\bfrom\s+\d[^;]{0,40}?\bto\s+\d|\b(?:halved|doubled)\b",
    re.I,
)
# 'velocity fell in both arms'
_BY_ALL = re.compile(
    r"\b(?:both|either|each|all|every)(?: (?:the )?(?:\w+ )?(?:groups?|arms?)\b|\W*$)", re.I
)
# '5 days in both', '18 V at both visits'
_ONE_AMOUNT = re.compile(
    r"[^,;]*?\d\s*(?:%|[^\W\d]+(?:/\w+)?)?\s*(?:\([^()]*\)\s*)?(?:in|with|at|on) "
    r"(?:both|each|either|every)(?: (?:groups?|arms?|wards?|shifts?|cohorts?|visits?|times?|"
    r"time[ -]?points|occasions?|assessments?|examinations?)\b|\W*$)",
    re.I,
)
# '52 and 50 mm', 'from 6.3 to 5.9 and from 6.2 to 5.8, respectively'
_AND = re.compile(r",?\s+(?:and|vs\.?|versus|v\.?|(?:as )?against)\s+(?:(?:by|to|in)\s+)?")
# what may stand before and after two such amounts, and name no two occasions, places or counts
_LEAD = re.compile(
    r"(?:(?!\b(?:and|two|both|then|before|baseline|entry|outset|heterogeneity|"
    r"is|are|alpha|kappa|agreement|reliability|correlation|available|"
    r"(?:assess|measur|record|test|examin|evaluat|complet|return)ed)\b)[^,;])*"
    r"(?<! at) ",
    re.I,
)
_TAIL = re.compile(
    r"(?: of the (?:good|sound|healthy|other) \w+| in the (?:two )?(?:groups|arms)| patients|"
    r" (?:at|after|by) (?:(?:the )?(?:end|follow-up)(?: of \w+)?|(?:week|month|day) \d+|"
    r"\w+ (?:week|month|day)s)|,? respectively)*\W*",
    re.I,
)
_EARLIER = re.compile(r"\b(?:baseline|before|entry|outset|start|initial\w*|admission)\b", re.I)
_LEVEL = 1.15  # ratio of two amounts of which authors say no more
_ORDER = ("inert", "control", "active")


def is_one_amount(clause: Clause, start: int) -> bool:
    """Whether all arms, or all visits, are told of with one amount: '5 days in both'."""
    amount = _ONE_AMOUNT.match(clause.text, start - clause.start)
    return amount is not None and not _EARLIER.search(clause.text)


def is_level_pair(clause: Clause, sentence: str, start: int) -> bool:
    """Whether two amounts, of arms that are not named, are as good as one: '52 and 50 mm'."""
    if clause.arms or len({mark.ids for mark in clause.marks if is_outcome(mark)}) > 1:
        return False
    amounts = [amount for amount in amounts_in(clause, sentence) if amount.start >= start][:2]
    counts = [] if amounts else numerals(sentence[start : clause.end])[:2]
    amounts += [Amount(start + n.start, start + n.end, n.value, None) for n in counts]
    if len(amounts) < 2:
        return False
    one, two = amounts
    low, high = sorted((abs(one.size), abs(two.size)))
    return bool(
        one.size * two.size > 0
        and high <= _LEVEL * low
        and _LEAD.fullmatch(sentence, clause.start, one.start)
        and _AND.fullmatch(sentence, one.end, two.start)
        and _TAIL.fullmatch(sentence, two.end, clause.end)
    )


def liked(
    clause: Clause, start: int, stop: int, *, is_both: bool, is_compared: bool, is_loss: bool
) -> str | None:
    """Tell whom our arm is like in `sentence[start:stop]`, `None` where it is like none.

    `is_both` where arms are told of together; where they are also compared (`is_compared`) one
    amount of both is no likeness. A loss (`is_loss`) of all arms always is one.
    """
    than = [m for m in clause.marks if "comparison.than" in m.ids and "null.alike" not in m.ids]
    if any(clause.word(mark).lower() not in TIMELY for mark in than):
        return None
    if any("null.alike" in m.ids for m in clause.marks if start <= m.start < stop):
        return _other_arm(clause, is_both=is_both)
    if not is_both or is_compared:
        return None
    is_share = _SHARE.search(clause.text) or (is_loss and _BY_ALL.search(clause.text))
    return ALIKE if is_share else None


def _other_arm(clause: Clause, *, is_both: bool) -> str | None:
    named = [arm for _, arm in clause.arms]
    foreign = next((arm for arm in _ORDER if arm in named), None)
    if foreign:
        return foreign
    if is_both or "comparison.between" in clause.ids:
        return "group"
    return None if named or sum(map(is_outcome, clause.marks)) > 1 else "group"
