"""Trials of a review that found nothing, told without the outcome: 'the fourth was negative'."""

import re

from pipeline.language.clauses.cutting import Clause
from pipeline.language.words.numerals import NUMERAL

_TRIAL = r"(?:trials?|stud(?:y|ies)|RCTs?|reports?|reviews?|syntheses|ones?)"
_WHICH = (
    rf"(?:(?:{NUMERAL}|others?|another|some|several|few|half|second|third|fourth|fifth|sixth|"
    r"further|later|earlier|larger|largest|smaller|single|remaining|rest|most|last|only)\s+)"
)
_SUBJECT = (
    rf"(?:(?:the|an?)\s+)?(?:{_WHICH}+(?:of (?:them|these|the {_TRIAL})\s+)?(?:\w+\s+)?"
    rf"(?:{_TRIAL}\s+)?|(?:[\w-]+\s+){{1,2}}{_TRIAL}\s+)"
)
_VERB = (
    r"(?:there (?:was|were)\s+|(?:found|saw|showed|reported|detected|observed|had|noted|came out|"
    r"(?:did|was|were|could|has|had|have)(?=\s+(?:not|negative|without|null))|have|was|were)\s+)?"
)
_NOTHING = (
    r"(?:no (?:difference|effect|merit|benefit|advantage|change|improvement|such|gain|reduction|"
    r"relief)\w*\b|none\b(?! (?:of|reported))|nothing\b|zilch\b|negative\b|null\b|otherwise\b|"
    r"not?\b\s*(?:[.,;]|$|see|find|confirm|show|bear|replicate|reproduce))"
)
# 'in two there was no difference', 'a larger one saw nothing of the kind'
_NAY = re.compile(
    r"[\s,;]*(?:(?:and|but|whereas|while|yet|though|although|however|in)[\s,]+)*"
    rf"{_SUBJECT}{_VERB}{_NOTHING}",
    re.I,
)


def is_nay(clause: Clause) -> bool:
    """Whether a clause says of some trials that they found nothing, and not of what."""
    return not clause.names_outcomes and bool(_NAY.match(clause.text))
