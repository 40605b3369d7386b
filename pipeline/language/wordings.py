"""How a whole sentence words the findings in it, where these alone do not tell."""

import re

# 'was as effective', 'the reduction in pain was similar'
_AS_EFFECTIVE = re.compile(
    r"\b(?:equally|as|similarly|comparabl[ey]|similar|equal|equivalent|the same|no less)\s+"
    r"(?:\w+\s+){0,2}(?:effective|efficac\w+|effects?|good|well|beneficial|benefits?|relief|potent|"
    r"improve\w*)\b|\bnon-?\s?inferior\b|"
    r"\b(?:improvement|relief|reduction|recovery|decrease|gain|benefit)s? (?:in|of)\b[^.;]{2,80}?"
    r"\b(?:similar|comparable|equal|equivalent|alike|the same|(?:did|do) not differ|"
    r"not different)\b|"
    r"\b(?:equivalent|equal|similar|comparable|identical|inferior|no worse|matche[sd]|equalled)\b"
    r"[^.;]{0,60}?\b(?:in|for|at)\s+(?:the\s+)?(?:\w{4,}ing|relief|reduction|improvement|lowering)\b",
    re.I,
)
# 'fell at 2 Hz but rose at 100'
_TURN = re.compile(r"\w[,;]? (?:but|whereas|while|yet|however)\b.*\d", re.I)
_AGAINST = re.compile(r"[,;] (?:but|whereas|while|yet|and,? conversely|however)\b", re.I)

# 'she had been unable to sleep'
_HAD = re.compile(r"\bhad\b|['’]d been\b")


def says_as_effective(text: str) -> bool:
    """Whether a sentence tells of two effects alike, not of none: 'was as effective'."""
    return bool(_AS_EFFECTIVE.search(text))


def turns(text: str) -> bool:
    """Whether a sentence turns to another dose or time: 'fell at 2 Hz but rose at 100 Hz'."""
    return bool(_TURN.search(text))


def sets_against(text: str) -> bool:
    """Whether a sentence sets one thing told against another: ', whereas …'."""
    return bool(_AGAINST.search(text))


def tells_of_before(text: str) -> bool:
    """Whether a sentence tells of a time before: 'she had been unable to sleep'."""
    return bool(_HAD.search(text))
