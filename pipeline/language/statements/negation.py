"""Denials within a clause: whether a 'not' belongs to its outcomes, or says that nobody looked."""

import re
from collections.abc import Sequence

from pipeline.language.clauses.cutting import Clause
from pipeline.language.sentences.marks import Mark, change_of
from pipeline.language.statements.gaps import bare, n_words
from pipeline.language.statements.groups import Group
from pipeline.language.words.lexicon import OutcomeTerms

# 'registered no pain'
_NO_MORE = re.compile(
    r"\b(?:had|have|has|reported|registered|showed|demonstrated|experienced|felt|with|were|was|left)\s+"
    r"(?:no|without|no longer|free of)\s+(?:\w+\s+)?$",
    re.I,
)
# '18 of 20 no longer had pain', 'none of the patients had pain'
_GONE = re.compile(
    r"\b(?:no longer|none|no one|nobody|no patients?|no participants?|not one)\b"
    r"(?:\s+[\w-]+){0,6}?\s+"
    r"(?:had|have|has|felt|feel|reported|complained of|suffered|experienced|noticed|woke|needed|"
    r"required|used|took|developed)\s+(?:(?:any|the|their|further|more|from|at|with)\s+)*$",
    re.I,
)
# 'did not develop allodynia'
_NOT_HAD = re.compile(
    r"\b(?:did|do|does) not (?:\w+ly )?(?:develop|show|exhibit|display|have|suffer|report|"
    r"experience|acquire)\s+(?:(?:any|the|signs? of|from)\s+)*$",
    re.I,
)
# 'did not return', 'has not since come back'
_NOT_BACK = re.compile(
    r"[^,;.]{0,30}?\b(?:did|has|had|have|does)\s+(?:not|never)\s+(?:\w+\s+)?"
    r"(?:return|recur|relapse|reappear|c[ao]me back)",
    re.I,
)
# 'was absent in EA rats', 'was not seen with EA'
_MISSING = re.compile(
    r"[^,;.]{0,60}?\b(?:was|were)\s+(?:absent|not\s+(?:\w+ly\s+)?(?:seen|found|observed|detected|"
    r"present|noted|evident))\s+(?:in|with|under|after)\s+(?:(?:the|those|rats|mice|animals|given|"
    r"treated|with|receiving)\s+)*"
)
_FAR = ("neither", "nor", "none")  # words that deny more than what stands next to them
# 'pain was not …'; what was not measured or reported is not denied
_DENIED = re.compile(
    r"(?:hardly|scarcely|barely)\s+so\b|(?:not|never|neither|n't)\b(?!\s+(?:been\s+)?(?:report|measur|assess|studi|mention|examin|record|"
    r"known|only|available|evaluat|analy|test|yet|so|always|because|due|just|merely|included))",
    re.I,
)
# 'improvement in velocity was not observed'
_UNSEEN = re.compile(
    r"[^,;.]{0,40}?\s(?:was|were|is|are|could|has been|have been)\s(?:not|never)\s(?:be\s)?"
    r"(?:\w+ly\s)?(?:observed|seen|found|noted|detected|reported|shown|demonstrated|achieved|evident|apparent|"
    r"confirmed|significant|obtained|recorded)\b",
    re.I,
)
# 'no trial measured cytokines'
_UNMEASURED = re.compile(
    r"\b(?:no|none of the|neither) (?:trials?|stud(?:y|ies)|reports?|reviews?)\b|"
    r"\b(?:not|never|neither|none|n't|nobody)\b(?:\s+\w+){0,2}?\s+(?:measur(?!es?\b)|assess|stud(?:y|ied)|examin|"
    r"record|evaluat|look|repeat|test|perform|investigat|collect|done\b|pool|meta-?analy|available)",
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
        for absence in (_NO_MORE, _GONE, _NOT_HAD)
    )


def is_kept_off(terms: OutcomeTerms | None, group: Group, sentence: str) -> bool:
    """Whether a complaint is said not to have come back: 'numbness did not return'."""
    if terms is None or terms.good > 0 or terms.reads != "measure":
        return False
    return bool(_NOT_BACK.match(sentence, group.end))


def is_missing(terms: OutcomeTerms | None, group: Group, clause: Clause, sentence: str) -> bool:
    """Whether a complaint is said to be absent where ours was given: 'was not seen with EA'."""
    if terms is None or terms.good > 0 or terms.reads != "measure":
        return False
    if any(change_of(mark) not in ("null.none", "change.up_noun") for mark in group.run):
        return False
    found = _MISSING.match(sentence, group.end)
    return found is not None and any(
        mark.start == found.end() and "arm.intervention" in mark.ids for mark in clause.marks
    )


def is_negated(clause: Clause, group: Group, sentence: str) -> bool:
    """Whether a 'not', 'neither' or 'without' belongs to the group or its run."""
    run = group.run or group.outcomes
    starts = [min(mark.start for mark in run), group.start]
    if predicate := group.predicate:
        starts.append(predicate[0].start)
    negations = [mark for mark in clause.marks if "null.neg" in mark.ids]
    if group.governs and _UNSEEN.match(sentence, group.end):
        return True
    if group.outcomes[0] in negations:  # 'none of the scales'
        return True
    return any(
        _is_denied_after(mark, group, sentence)
        or any(_reaches(mark, start, run, clause, sentence) for start in starts)
        for mark in negations
    )


def _is_denied_after(mark: Mark, group: Group, sentence: str) -> bool:
    if group.run or mark.start < group.end:
        return False
    between = bare(sentence[group.end : mark.start])
    if between.rstrip().endswith(" and"):
        return False  # 'the handling of pain and not the lesion'
    return n_words(between) <= 8 and bool(_DENIED.match(sentence, mark.start))


def _reaches(mark: Mark, start: int, run: Sequence[Mark], clause: Clause, sentence: str) -> bool:
    if mark.end > start:
        return False
    gap = bare(sentence[mark.end : start])
    is_far = sentence[mark.start : mark.end].lower() in _FAR
    if n_words(gap) > (12 if is_far else 6) or ("," in gap and not is_far):
        return False
    return not any(
        change_of(other) and other not in run and mark.end <= other.start < start
        for other in clause.marks
    )
