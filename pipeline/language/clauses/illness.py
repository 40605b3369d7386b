"""What an injury or a toxin did, in an experiment: no finding on the treatment."""

import re

from pipeline.language.clauses.clause import Clause
from pipeline.language.sentences.marks import Mark, change_of, is_outcome

_BY = re.compile(r"\bby (?:the |an? )?(?:[\w-]+ )?$", re.I)


def tells_of_illness(clause: Clause) -> bool:
    """Whether a clause tells what an injury or toxin did: 'ligation activated astrocytes'."""
    return not _names_arm(clause) and any(
        _acts(clause, mark) for mark in clause.marks if "role.insult" in mark.ids
    )


def goes_on_with_illness(clause: Clause) -> bool:
    """Whether a clause may go on about what the injury did: no arm is named, none compared."""
    return not (_names_arm(clause) or clause.ids & {"comparison.between", "comparison.both"})


def _names_arm(clause: Clause) -> bool:
    return any(arm in ("intervention", "active", "inert") for _, arm in clause.arms)


def _acts(clause: Clause, mark: Mark) -> bool:
    before = [other for other in clause.marks if other.end <= mark.start]
    is_first = not any(is_outcome(other) or change_of(other) for other in before)
    return is_first or bool(_BY.search(clause.before(mark)))
