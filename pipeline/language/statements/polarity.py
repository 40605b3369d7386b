"""Which way a change is good: by the outcome, by what of it is measured, and by the words told."""

import re
from collections.abc import Sequence

from pipeline.language.clauses.clause import Clause
from pipeline.language.sentences.marks import DEGREE, PERSIST, Mark, change_of, is_of
from pipeline.language.statements.groups import Group
from pipeline.language.words.lexicon import OutcomeTerms

# 'the time to pain onset', 'longer before it hurt': what goes up or down is a time
_TIME_TO = re.compile(
    r"\b(?:times?|interval|latency|longer|later|walk(?:s|ed|ing)?|distance)\s+(?:(?:was|were)\s+)?(?:to|until|till|before)\s+"
    r"(?:(?:the|an?|first|next|onset|return|request|need|use|of|for|any|it|its|their|further)\s+)*$",
    re.I,
)
# 'needed less analgesia': what is needed is no effect
_NEEDED = re.compile(
    r"\b(?:need|requir|us|consum|request)(?:e?[ds]|e|ing)?(?: [\w-]+){0,3} $", re.I
)
# Nouns that stand for the outcome itself: 'the level of TNF-α', 'pain intensity'.
_TRANSPARENT = re.compile(
    r"(?:levels?|expressions?|numbers?|counts?|densit\w+|intensit\w+|severit\w+|scores?|scales?|ratings?|rates?|"
    r"amounts?|degrees?|frequenc\w+|qualit\w+|durations?|values?|concentrations?|contents?|activit\w+|"
    r"proportions?|percentages?|ratios?|ind(?:ex|exes|ices)|symptoms?|signs?|mRNAs?|proteins?|genes?|"
    r"transcripts?|release|secretion|production|incidence|prevalence|risks?|odds|likelihood|amplitudes?|"
    r"velocit\w+|functions?|status|states?|total|means?|feelings?|sensations?|sense|development|onset|"
    r"episodes?|attacks?|occurrences?|markers?|immunoreactivity|infiltrat\w+|activation|cells?|positiv\w+|"
    r"like|behaviou?rs?|responses?|reactions?|parameters?|measures?|outcomes?|domains?|subscales?|items?|"
    r"thresholds?|latenc\w+|tests?|problems?|complaints?|deficits?|loss|recovery|one|most|many|more|all|each|any)",
    re.I,
)
_HEAD = re.compile(
    r"(?P<noun>[A-Za-z][\w-]*) (?:of|to|on|around|(?P<place>in|within)) (?:the |both |its |their )?"
    r"(?:(?P<next>[\w-]+) )?$"
)
_COMPOUND = re.compile(r"[ -](?P<noun>[A-Za-z][\w-]*)")
_NO_NOUN = re.compile(
    r"(?:\w+ly|\w+ed|and|or|but|nor|as|at|in|on|of|to|for|from|with|by|after|before|during|under|over|than|"
    r"is|are|was|were|be|been|had|has|have|did|does|do|not|also|then|which|that|who|when|while|whereas|"
    r"more|less|so|too|both|all|among|between|than|versus|vs|rose|fell|went|came|grew|became|got|set|per|"
    r"via|through|because|yet|only|alone|again|soon|ever|still|within|across|without|throughout)",
    re.I,
)


# 'in participants with depression'
_BEARER = re.compile(
    r"\b(?:in|among|for|of) (?:the )?(?:[\w-]+ )?(?:patients|participants|people|persons|subjects|"
    r"women|men|children|adults|individuals|those|users|rats|mice|animals) "
    r"(?:with|who had|reporting) (?:[\w-]+ ){0,2}$",
    re.I,
)

# 'trials of pain were few', 'the evidence on sleep is limited'
_ON = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|data|evidence|information|research|literature|knowledge) "
    r"(?:\w+ing|of|on|about|for|regarding|as to) (?:[\w-]+ ){0,2}$",
    re.I,
)
_NEXT = 12  # characters
_ARE = re.compile(r" (?:(?:was|were|is|are|remains?|remained|still|\w+ly|too|very) )*")


def is_of_research(clause: Clause, group: Group, sentence: str) -> bool:
    """Whether a run tells how much is known of outcomes before it: 'trials of pain were few'."""
    after = [mark.start for mark in group.run if mark.start >= group.end]
    return (
        bool(after and not clause.arms)
        and bool(_ARE.fullmatch(sentence, group.end, min(after)))
        and bool(_ON.search(sentence, 0, group.start))
    )


def is_head(first: Mark, mark: Mark, marks: Sequence[Mark], sentence: str) -> bool:
    """Whether what changes is an outcome of a list itself, and not a thing in or of it.

    'Vacuoles in the myelin', 'BDNF in microglia' and 'axon dropout' are other things.
    """
    before = _HEAD.search(sentence, max(0, first.start - 60), first.start)
    after = _COMPOUND.match(sentence, mark.end)
    if _BEARER.search(sentence, max(0, first.start - 60), first.start):
        return False
    if before and not _marked(before, "next", marks):
        nouns = _marked(before, "noun", marks)
        told = [change_of(m) or _is_compared(m, marks) for m in nouns]
        if not any(told) if before["place"] else _is_another(before, marks):
            return False
    return not (after and _is_another(after, marks))


def _is_compared(noun: Mark, marks: Sequence[Mark]) -> bool:
    """Whether a noun is an arm compared with: 'superior to EA in sleep'."""
    return is_of(noun, "arm.") and any(
        "comparison.than" in m.ids and 0 < noun.start - m.end < _NEXT for m in marks
    )


def _is_another(found: re.Match[str], marks: Sequence[Mark]) -> bool:
    noun = found["noun"]
    is_known = _TRANSPARENT.fullmatch(noun) or _NO_NOUN.fullmatch(noun)
    return not (is_known or _marked(found, "noun", marks))


def _marked(found: re.Match[str], part: str, marks: Sequence[Mark]) -> list[Mark]:
    start, end = found.span(part)
    return [mark for mark in marks if mark.start < end and start < mark.end]


def rise_of(mark: Mark, terms: OutcomeTerms | None, reads: str, sentence: str) -> int | None:
    """Tell whether a rise of what is measured is good (1) or bad (-1); `None` where not known.

    Of a time or distance up to the outcome, the other way round; so of an effect that is needed.
    """
    if terms is None:
        return None
    good = terms.good
    if reads in ("effect", "involved"):
        is_needed = _NEEDED.search(sentence, max(0, mark.start - 40), mark.start)
        good = -1 if is_needed and reads == "effect" else 1
    is_time = _TIME_TO.search(sentence, max(0, mark.start - 60), mark.start)
    return -good if is_time else good


def acted(names: Sequence[str], up: int | None) -> bool | None:
    """Let the words of a run act from the outcome outwards; `None` where no direction is told.

    `up` is 1 where a rise of the outcome is good, -1 where a fall is, `None` where it is not known.
    """
    if "change.differ" in names and set(names) <= DEGREE | {"change.differ", "null.none"}:
        return True if "change.more" in names else None  # 'changed more'
    if set(names) <= {"change.bad_noun", "change.differ", PERSIST}:
        return None
    good: bool | None = None
    for name in names:
        if name not in ("null.none", "change.differ", PERSIST):
            good = _act(name, good, up)
    return good


def _act(name: str, good: bool | None, up: int | None) -> bool | None:
    """Let one word act on what is within it; `good` is None where that is the outcome itself."""
    if name in ("change.good", "change.bad", "change.bad_noun"):
        return name == "change.good"
    rises = name in ("change.up", "change.up_noun", "change.more")
    if good is not None:
        return good if rises else not good
    if name == "change.invert":
        return True
    if up is None:
        return None
    return rises == (up > 0)
