"""Arms that went the same way as far: 'pain fell to the same degree in both groups'."""

import re
from dataclasses import dataclass

from pipeline.language.clauses.cutting import Clause
from pipeline.language.figures.numbers import NUMBER, number
from pipeline.language.sentences.marks import is_outcome
from pipeline.language.statements.comparisons import ALIKE, Comparison

# 'by a third in each arm', 'half of the patients in either group'
_SHARE = re.compile(
    r"\b(?:by|of)\s+(?:(?:about|some|roughly|nearly|almost|around|approximately|over|just)\s+)*"
    r"(?:an?\s+|two\s+)?(?:third|quarter|half|fifth|tenth|point|one|two|three|four|\d)|"
    r"\b(?:half|a third|a quarter|two thirds|most|all) of (?:the |those )|"
    r"\bfrom\s+\d[^;]{0,40}?\bto\s+\d|\b(?:halved|doubled)\b",
    re.I,
)
# what 'in both' may be followed by where it is of the arms
_OF_ARMS = re.compile(
    r"\W*(?:$|[.,;:()]|\b(?:groups?|arms?|treatments?|and|but|by|from|at|to|after|over|with|between|"
    r"of the|had|were|was)\b)",
    re.I,
)
# '5 days in both', '18 V at both visits'
_ONE_AMOUNT = re.compile(
    r"[^,;]*?\d\s*(?:%|[^\W\d]+(?:/\w+)?)?\s*(?:\([^()]*\)\s*)?"
    r"(?:in|for|with|under|on|after|at)\s+(?:both|each|either|all (?:two|three|four))\b"
    r"(?:\s+(?:of the\s+)?(?:groups?|arms?|visits?|times?|time[ -]?points|assessments?|"
    r"examinations?|treatments?|devices?|needles?|tests?)\b|\W*$|\s*[.,;(])",
    re.I,
)
_EARLIER = re.compile(r"\b(?:baseline|before|entry|outset|start|initial\w*|admission)\b", re.I)
_ONE_AND_OTHER = re.compile(
    rf"(?P<one>{NUMBER})\s*(?:%|[^\W\d]+(?:/\w+)?)?\s*(?:in|with|for|under|after) (?:the )?"
    rf"(?:one|first|former)(?: (?:group|arm|device|needle))?,?\s+(?:and|against|versus|but)\s+"
    rf"(?P<two>{NUMBER})\s*(?:%|[^\W\d]+(?:/\w+)?)?\s*(?:in|with|for|under|after) (?:the )?"
    rf"(?:other|second|latter)\b"
)
_LEVEL = 0.1  # of the larger amount
# 'equally in men and women'
_OF_BEARERS = re.compile(
    r"\b(?:equally|alike|similarly|equal measure|same(?: extent| degree)?)\s+"
    r"(?:in|for|among|on)\s+(?:the\s+|both\s+)?(?:men|women|sexes|males?|females?|young\w*|old\w*|left|right|upper|hands?|feet|legs?|limbs?|"
    r"sides?|nerves?|(?:patients|those) with)\b",
    re.I,
)
_ORDER = ("inert", "control", "active")


@dataclass(frozen=True, slots=True)
class Likeness:
    """The kind of arm that the intervention is said to be like."""

    against: str

    @property
    def comparisons(self) -> tuple[Comparison, Comparison]:
        """Give that of the arms, which is null, and that of all of them with the time before."""
        return (
            Comparison(self.against, "intervention", 1, False),
            Comparison("within", "intervention", 1, True),
        )


def is_one_amount(clause: Clause, start: int) -> bool:
    """Whether all arms, or all visits, are told of with one amount: '5 days in both'."""
    amount = _ONE_AMOUNT.match(clause.text, start - clause.start)
    return amount is not None and not _EARLIER.search(clause.text)


def are_level(clause: Clause) -> bool:
    """Whether two arms without names have as good as one amount: '0.1 in the one, 0.0 in …'."""
    pair = _ONE_AND_OTHER.search(clause.text)
    if pair is None or _EARLIER.search(clause.text):
        return False
    one, two = (number(amount) for amount in pair.groups())
    return abs(one - two) <= _LEVEL * max(1, abs(one), abs(two))


def is_of_bearers(clause: Clause) -> bool:
    """Whether what is alike are kinds of patients or of nerves, and no arms."""
    return bool(_OF_BEARERS.search(clause.text))


def likeness(
    clause: Clause, start: int, stop: int, *, is_both: bool, is_compared: bool
) -> Likeness | None:
    """Tell whom our arm is like in `sentence[start:stop]`, `None` where it is like none.

    `is_both` where arms are told of together; where they are also compared (`is_compared`) one
    amount of both is no likeness.
    """
    if any("comparison.than" in m.ids and "null.alike" not in m.ids for m in clause.marks):
        return None
    if any("null.alike" in m.ids for m in clause.marks if start <= m.start < stop):
        arm = _other_arm(clause, is_both=is_both)
        return Likeness(arm) if arm else None
    if is_both and not is_compared and _SHARE.search(clause.text) and _is_of_arms(clause):
        return Likeness(ALIKE)
    return None


def _other_arm(clause: Clause, *, is_both: bool) -> str | None:
    named = [arm for _, arm in clause.arms]
    foreign = next((arm for arm in _ORDER if arm in named), None)
    if foreign:
        return foreign
    if is_both or "comparison.between" in clause.ids:
        return "group"
    return None if named or sum(map(is_outcome, clause.marks)) > 1 else "group"


def _is_of_arms(clause: Clause) -> bool:
    """Whether 'both' is said of arms, and not of 'both feet'."""
    both = clause.first("comparison.both")
    return both is not None and bool(_OF_ARMS.match(clause.text, both.end - clause.start))
