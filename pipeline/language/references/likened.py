"""Clauses that give another arm what was told of ours before them: 'so did sham'."""

import re

from pipeline.language.clauses.cutting import Clause
from pipeline.language.references.scope import is_of_arms
from pipeline.language.sentences.marks import FOREIGN

# 'but so did sham', 'the same was true of the controls'
_SO_DID = re.compile(
    r"\W*(?:(?:but|and|yet|though),?\s+)?(?:then\s+)?"
    r"(?:so,?\s+(?:too,?\s+)?(?:did|had|was|were|has)|"
    r"(?:it|this|that|the same|(?:just\s+)?as much|as many)\s+"
    r"(?:was|were|is|held|could be said|happened|applied|goes|went)"
    r"(?:\s+(?:also|equally|just as|just|as))*"
    r"(?:\s+(?:true|the case|seen|found|much|reduced|relieved|said|achieved|gained))*"
    r"(?:\s+as much|\s+equally|\s+likewise)?"
    r"(?:\s+(?:of|for|with|under|in|after|by|to))?)\s+(?:(?:the|those|who|given|having|had)\s+)*",
    re.I,
)
# 'sham did the same'
_DID_SO = re.compile(
    r"(?:\s+(?:groups?|arms?|needles?|device|rats|mice|patients))?\s+(?:also\s+)?"
    r"(?:did|achieved|had|gave|brought|showed|produced|saw|fared|gained|got)\s+"
    r"(?:(?:just|quite|exactly|much|about|nearly)\s+)*"
    r"(?:the same|likewise|as much|as well|no less|so too|equally well|similarly)\b"
    r"(?!\s+(?:baseline|age))",
    re.I,
)


def likened_arm(clause: Clause) -> str | None:
    """Give the arm that had what was told of ours before: 'so did sham', 'sham did the same'."""
    for mark, arm in clause.arms:
        if arm in FOREIGN and (
            _SO_DID.fullmatch(clause.before(mark))
            or (
                is_of_arms(clause, 0, mark.start - clause.start)
                and _DID_SO.match(clause.text, mark.end - clause.start)
            )
        ):
            return arm
    return None
