"""Denials within a clause: whether a 'not' belongs to its outcomes, or says that nobody looked."""

import re
from collections.abc import Sequence

from pipeline.language.clauses.clause import Clause
from pipeline.language.sentences.marks import Mark, change_of
from pipeline.language.statements.gaps import UNSEEN, n_words
from pipeline.language.statements.groups import Group
from pipeline.language.statements.polarity import acted
from pipeline.language.words.lexicon import OutcomeTerms

# 'registered no pain'
_NO_MORE = re.compile(
    r"\b(?:had|have|has|developed|report(?:ed|s)?|registered|showed|demonstrated|experienc(?:ed?|ing)|"
    r"felt|feel|describ(?:ed?|ing)|indicated|rated|with|were|was|left|to)\s+"
    r"[\"“‘']?(?:no|without|no longer|free of)\s+(?:\w+\s+)?$|"
    r"\b(?:sle(?:pt|ep)|walk(?:ed)?|mov(?:e|ed)|work(?:ed)?)\b[^,;]{0,30}?\bwithout\s+(?:\w+\s+)?$",
    re.I,
)
# '18 of 20 no longer had pain', 'none of the patients had pain'
_GONE = re.compile(
    r"\b(?:no longer|none|no one|nobody|no patients?|no participants?|not one)\b"
    r"(?:\s+[\w-]+){0,6}?\s+"
    r"(?:had|have|has|felt|feel|reported|complained of|suffered|experienced|noticed|woke|needed|"
    r"required|used|took|developed)\s+(?:(?:any|the|their|further|more|from|at|with)\s+)*$|"
    r"\b(?:did|do|does) not (?:\w+ly )?"
    r"(?:develop|show|exhibit|display|have|suffer|report|experience)\s+"
    r"(?:(?:any|the|signs? of|from)\s+)*$|\bno (?:recurrence|return|relapse|reappearance) of $",
    re.I,
)
# 'did not return', 'has not since come back'
_NOT_COME = re.compile(
    r"[^,;.]{0,40}?\b(?:(?:did|has|had|have|does) (?:not|never)|never) (?:\w+ )?(?P<verb>"
    r"return(?!\w* to)|recur|relapse|reappear|c[ao]me back|develop|occur|appear|arise|emerge)",
    re.I,
)
# 'did not give less pain or better sleep'
_OR = re.compile(
    r"(?:(?!\b(?:but|and|while|whereas|who|which|that)\b)[^,;])*\b(?:or|nor) "
    r"(?:(?:to|with|in|of|an?|the|any|had|did|have) )*"
)
_FAR = ("neither", "nor", "none")  # words that deny more than what stands next to them
# 'pain was not …'; what was not measured or reported is not denied
_DENIED = re.compile(
    r"(?:hardly|scarcely|barely)\s+so\b|no longer (?:was|were|did)\s*(?:[.,;]|$)|"
    r"(?:not|never|neither|n't)\b(?!\s+(?:been\s+)?(?:report|measur|assess|studi|mention|examin|record|"
    r"known|only|available|evaluat|analy|test|yet|so|always|because|due|just|merely|included))",
    re.I,
)
# 'no trial measured cytokines'
_UNMEASURED = re.compile(
    r"\b(?:no|none of the|neither) (?:\w+ )?(?:trials?|stud(?:y|ies)|reports?|reviews?)\b|"
    r"\b(?:not|never|neither|none|n't|nobody)\b(?:\s+\w+){0,2}?\s+(?:measur(?!es?\b)|assess|stud(?:y|ied)|examin|"
    r"record|evaluat|look|repeat|test|perform|investigat|collect|verif|done\b|pool|meta-?analy|available|"
    r"consider|tried\b|taken into|(?:sought|assayed|rated|scored|gauged|asked|presented)\b)|"
    r"\bdid not (?:\w+ )?measure\b|\b(?:was|were|been) not (?:\w+ly )?reported\b(?! by\b)|"
    r"\bcould not be (?:\w+ )?(?:analy|compar|elicit|record|obtain|evok)|"
    r"\bnot (?:\w+ )?among (?:the |our |its )?(?:\w+ )?(?:outcomes|measures|end-?points)\b|"
    r"\bno (?:records?|figures?|data|notes?|measurements?|details) (?:of|for|on|about|were|was)\b|"
    r"\b(?:outside|beyond) the (?:scope|reach|remit)\b|\b(?:made|make) nothing of\b|"
    r"\b(?:(?:was|were|are|is) missing|reported elsewhere)\b|"
    r"\bnone of (?:these|the|those) (?:[\w-]+ ){1,6}?(?:was|were|has been|have been|had been) "
    r"(?:tried|tested|examined|studied|put to)\b",
    re.I,
)


def is_unmeasured(text: str) -> bool:
    """Whether a clause says that nobody looked: 'no trial measured cytokines'."""
    return bool(_UNMEASURED.search(text))


def is_absent(terms: OutcomeTerms | None, mark: Mark, sentence: str) -> bool:
    """Whether a complaint is said to be gone: 'registered no pain'."""
    if terms is None or terms.good > 0 or terms.reads != "measure":
        return False
    return any(
        absence.search(sentence, max(0, mark.start - 60), mark.start)
        for absence in (_NO_MORE, _GONE)
    )


def is_kept_off(terms: OutcomeTerms | None, rise: int | None, group: Group, clause: Clause) -> bool:
    """Whether a complaint or a turn for the worse is said not to have come: 'did not return'."""
    told = _NOT_COME.match(clause.text, group.end - clause.start)
    if terms is None or told is None:
        return False
    verb = clause.start + told.start("verb")
    named = [change_of(mark) for mark in group.run if mark.start < verb]
    named = [name for name in named if name not in (None, "null.none")]
    if named:
        return acted(named, rise) is False
    return terms.good < 0 and terms.reads == "measure"


def is_negated(clause: Clause, group: Group, sentence: str) -> bool:
    """Whether a 'not', 'neither' or 'without' belongs to the group or its run."""
    if group.fellow and is_negated(clause, group.fellow, sentence):
        return True
    run = group.run or group.outcomes
    starts = [min(mark.start for mark in run), group.start]
    if predicate := group.predicate:
        starts.append(predicate[0].start)
    negations = [mark for mark in clause.marks if "null.neg" in mark.ids]
    if group.outcomes[0] in negations:  # 'none of the scales'
        return True
    if group.governs and UNSEEN.match(sentence, group.end):
        return True
    last = max(mark.end for mark in run)
    return any(
        (last <= mark.start < group.start and clause.word(mark).lower() == "neither")
        or _is_denied_after(mark, group, sentence)
        or any(_reaches(mark, start, run, clause, sentence) for start in starts)
        for mark in negations
    )


def _is_denied_after(mark: Mark, group: Group, sentence: str) -> bool:
    if group.run or mark.start < group.end:
        return False
    between = sentence[group.end : mark.start]
    if between.rstrip().endswith(" and"):
        return False  # 'the handling of pain and not the lesion'
    return n_words(between) <= 8 and bool(_DENIED.match(sentence, mark.start))


def _reaches(mark: Mark, start: int, run: Sequence[Mark], clause: Clause, sentence: str) -> bool:
    if mark.end > start:
        return False
    gap = sentence[mark.end : start]
    if _OR.fullmatch(gap):
        return True
    is_far = clause.word(mark).lower() in _FAR
    if n_words(gap) > (12 if is_far else 6) or ("," in gap and not is_far):
        return False
    return not any(
        change_of(other) and other not in run and mark.end <= other.start < start
        for other in clause.marks
    )
