"""The value of a finding by its figures, where words tell none or figures tell better."""

import re
from dataclasses import dataclass

from pipeline.language.clauses.clause import Clause
from pipeline.language.figures.contrasts import Contrast
from pipeline.language.figures.shown import Shown
from pipeline.language.findings import BETTER, SPLIT, UNCLEAR, WORSE
from pipeline.language.sentences.marks import change_of
from pipeline.language.statements.groups import Group

# Words before an outcome that make its amounts those of a change: 'freedom from pain in 6 of 20'.
_NOUN = re.compile(
    r"(?:the |a )?(?:free(?:dom)?\b.*|absence.*|relief|\w+ment|reductions?|decreases?|increases?|"
    r"falls?|drops?|rises?|gains?|recovery|remission|resolution|response|declines?|loss(?:es)?|"
    r"slowing|shortening)(?: (?:in|of|from))?",
    re.I,
)
_COLON = re.compile(r"\s*:")

# 'numbness was present in 12% against 34%'
_OF_HOW_MANY = re.compile(
    r"(?:\s*(?:in|with|under) (?:both|all|either|each)(?: \w+)?,?)?\s*(?:in|by|for|of|was|were)\s+"
    r"(?:an? (?:mean|median|average) of\s+)?"
)


def by_interval(figures: Shown, good: int, *, is_measured: bool) -> str:
    """Judge by the side of an interval: 'NCV SMD 1.46 (0.79–2.13)'.

    Harm is read only where the measure is named: a bare 'difference' may be that of the benefit.
    """
    if figures.side * good > 0:
        return SPLIT if figures.is_mixed else BETTER
    return WORSE if figures.side and is_measured else UNCLEAR


# 'from 14 in the model group to 7 with EA'
_FROM_ARM_TO_ARM = re.compile(r"from\s+[\d.]+[^;]{0,60}?\s+to\s+[\d.]")


@dataclass(frozen=True, slots=True)
class Scale:
    """How a group's amounts are read: `more_is` 1 where more is better, -1 where it is worse.

    `is_of_size` where they tell how large a change was, `is_worded` where words tell of it as well.
    """

    more_is: int
    is_of_size: bool = False
    is_worded: bool = False

    def lead_of(self, contrast: Contrast) -> int:
        """Tell whether our arm's amount is the better (1) or the worse (-1)."""
        return self.more_is * (contrast.side_of_size if self.is_of_size else contrast.side)


def by_contrast(figures: Shown, scale: Scale) -> str | None:
    """Judge by the amounts of two arms; `None` where they do not decide.

    Without a test only amounts that lie far apart are told apart, and only where words say nothing.
    """
    contrast = figures.contrast
    if contrast is None or not (
        figures.is_significant or (contrast.is_large and not scale.is_worded)
    ):
        return None
    lead = scale.lead_of(contrast)
    if lead <= 0:
        return WORSE if lead else None
    return SPLIT if figures.is_mixed else BETTER


def scale_of(
    clause: Clause, group: Group, contrast: Contrast, *, outcome_is: int, good: bool | None
) -> Scale | None:
    """Tell how a group's amounts are read; `None` where words and amounts can't be told to agree.

    `good` is what the group's run says of the outcome.
    """
    place = contrast.start - clause.start
    size = None if good is None else 1 if good else -1
    if contrast.is_time and size:
        size = -size
    if not group.run or _FROM_ARM_TO_ARM.match(clause.text, place):
        return Scale(outcome_is)
    if all(change_of(mark) == "change.differ" for mark in group.run):
        is_signed = min(contrast.ours, contrast.theirs) < 0
        is_change = "chang" in clause.word(group.run[0])
        return Scale(outcome_is) if is_signed or not is_change else None
    if is_heading(clause, group):
        return Scale(size or outcome_is, is_of_size=True)
    if contrast.is_change:
        return Scale(outcome_is, is_worded=True)
    last = group.run[-1]
    is_noun = _NOUN.fullmatch(clause.word(last))
    is_own = is_noun and last.start == group.end + 1  # 'axon loss'
    is_counted = _OF_HOW_MANY.fullmatch(clause.text, _end(group) - clause.start, place)
    is_before = is_noun and last.end <= group.start
    if size is None or not (is_own or is_counted or is_before or contrast.is_time):
        return None
    return Scale(size, is_of_size=True, is_worded=bool(is_counted) and not is_own)


def is_heading(clause: Clause, group: Group) -> bool:
    """Whether the words of a group's run belong to its name: 'Weight-bearing deficit: …'."""
    end = _end(group)
    return end > group.end and bool(_COLON.match(clause.text, end - clause.start))


def _end(group: Group) -> int:
    return max((mark.end for mark in group.run), default=group.end)
