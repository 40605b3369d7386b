"""What a clause says of each outcome: better, worse, no different; and against whom.

The words of a run act on one another from the outcome outwards: 'inhibited the up-regulation of
TNF-α' is an up, bad for this outcome, that is inhibited, hence good.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.language.clauses import Clause
from pipeline.language.comparisons import FOREIGN, Comparison, comparison_of
from pipeline.language.figures import change_in_figures, significances
from pipeline.language.lexicon import Lexicon, Mark, OutcomeTerms
from pipeline.language.runs import AS_EFFECT, WORD, Group, groups_of, kind, outcomes_of

# Values of a finding.
BETTER, WORSE, NULL, SPLIT, UNCLEAR = "better", "worse", "null", "split", "unclear"

_COMPARATIVE = re.compile(
    r"higher|lower|better|worse|faster|slower|longer|shorter|larger|smaller|greater|superior.*|"
    r"inferior.*|sooner|quicker|stronger|weaker|milder|poorer|steeper|below|above",
    re.I,
)

_NO_MORE = re.compile(
    r"\b(?:had|have|has|reported|registered|showed|demonstrated|experienced|felt|with|were|was|left)\s+"
    r"(?:no|without|no longer|free of)\s+(?:\w+\s+)?$",
    re.I,
)
_DENIED = re.compile(
    r"(?:not|never|neither|n't)\b(?!\s+(?:been\s+)?(?:report|measur|assess|studi|mention|examin|record|"
    r"known|only|available|evaluat|analy|test|yet|so|always|because|due|just|merely|included))",
    re.I,
)

_DIFFERENCE = re.compile(
    r"differen|differ\b|similar|comparable|superior|better|indistinguish|equal|alike|equivalent|"
    r"\bmore\b|benefit|advantage|over\b|separat|tell apart|told apart",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One outcome's part of a clause; `comparison` tells whom it is compared with.

    `is_blunt` where a word such as 'worsened' says so whatever the outcome.
    """

    outcome: int | str
    value: str
    comparison: Comparison
    start: int
    end: int
    is_significant: bool | None
    has_chain: bool
    is_blunt: bool


def statements(
    clause: Clause, lexicon: Lexicon, subject: str | None, sentence: str
) -> tuple[list[Statement], str | None]:
    """Read a clause; `subject` is the arm that the clauses before it spoke of."""
    comparison = comparison_of(clause, sentence, subject)
    groups = groups_of(clause, lexicon, sentence)
    trivial = clause.first("null.trivial")
    minority = clause.first("null.minority")
    found = []
    for number, group in enumerate(groups):
        stop = clause.end
        if number + 1 < len(groups):
            after = groups[number + 1]
            stop = min([after.start, *(m.start for m in after.run if m.start > group.end)])
        first = min([group.start, *(mark.start for mark in group.run)])
        said = significances(sentence, first, max(stop, group.end))
        negated = _is_negated(clause, group, sentence)
        for mark in group.outcomes:
            for outcome in outcomes_of(mark):
                terms = lexicon.outcomes[outcome] if isinstance(outcome, int) else None
                reads = "effect" if AS_EFFECT in mark.ids else terms.reads if terms else "measure"
                value = _value(terms, reads, group, negated, said)
                if value == UNCLEAR and terms and not negated:
                    change = change_in_figures(sentence, group.end, stop)
                    if change:
                        value = BETTER if change * terms.good > 0 else WORSE
                if value == NULL and not group.run and _is_absent(terms, mark, sentence):
                    value = BETTER
                if value is None:
                    continue
                if trivial and trivial.start > group.start and value in (BETTER, NULL):
                    value = SPLIT
                if minority and value == BETTER and minority.start < group.start:
                    value = SPLIT
                found.append(_statement(outcome, value, mark, group, clause, comparison, said))
    return found, comparison.subject or subject


def _statement(
    outcome: int | str,
    value: str,
    mark: Mark,
    group: Group,
    clause: Clause,
    comparison: Comparison,
    said: Sequence[bool],
) -> Statement:
    comparative = _is_comparative(clause, group)
    if (
        comparison.turn == 0
        and comparison.against == "within"
        and comparison.subject in FOREIGN
        and value in (BETTER, WORSE)
        and comparative
    ):
        comparison = Comparison(comparison.subject, "intervention", -1, comparison.is_both)
    if comparison.turn < 0:
        value = {BETTER: WORSE, WORSE: BETTER}.get(value, value)
    if comparison.against == "within" and (
        (value == NULL and _DIFFERENCE.search(clause.text))
        or (value in (BETTER, WORSE) and comparative)
    ):
        comparison = comparison.of("group")
    significant = any(said) if said else None
    if significant is None and value == UNCLEAR and "role.significant" in clause.ids:
        significant = True
    return Statement(
        outcome=outcome,
        value=value,
        comparison=comparison,
        start=mark.start,
        end=mark.end,
        is_significant=significant,
        has_chain=bool(group.run),
        is_blunt=any(kind(word) == "change.bad" for word in group.run),
    )


def _is_comparative(clause: Clause, group: Group) -> bool:
    """Whether a run tells of one arm against another: 'greater', 'lower', 'improved more'."""
    return any(
        "change.more" in mark.ids
        or "change.less" in mark.ids
        or _COMPARATIVE.fullmatch(clause.text, mark.start - clause.start, mark.end - clause.start)
        for mark in group.run
    )


def _value(
    terms: OutcomeTerms | None, reads: str, group: Group, negated: bool, said: Sequence[bool]
) -> str | None:
    good: bool | None = None
    null = changed = False
    for mark in group.run:
        name = kind(mark)
        if name == "null.none":
            null = True
            continue
        if name == "change.differ":
            changed = True
            continue
        good = _act(name, good, terms, reads)
    told = {kind(mark) for mark in group.run}
    if changed and told <= {"change.more", "change.less", "change.differ", "null.none"}:
        good = "change.more" in told or None
    if not group.run:
        if negated or (said and not any(said)):
            return NULL
        return BETTER if reads in ("effect", "involved") else UNCLEAR
    if negated and good is False and not null:
        return None  # 'did not worsen'
    if null or (negated and (changed or good is not None)):
        return NULL
    if said and not any(said):
        return NULL
    if good is None:
        return UNCLEAR
    if reads == "complaint" and (not good or not group.governs):
        return None
    if said and not all(said):
        return SPLIT if good else WORSE
    return BETTER if good else WORSE


def _is_absent(terms: OutcomeTerms | None, mark: Mark, sentence: str) -> bool:
    """Whether a complaint is said to be gone: 'registered no pain'."""
    if terms is None or terms.good > 0 or terms.reads != "measure":
        return False
    return bool(_NO_MORE.search(sentence, max(0, mark.start - 40), mark.start))


def _act(name: str, good: bool | None, terms: OutcomeTerms | None, reads: str) -> bool | None:
    """Let a change word act on what is within it; `good` is None where that is the outcome."""
    if name in ("change.good", "change.bad"):
        return name == "change.good"
    rises = name in ("change.up", "change.up_noun", "change.more")
    if good is None:
        if name == "change.invert":
            return True
        if terms is None:
            return None
        up_is_good = terms.good > 0 or reads in ("effect", "involved")
        return rises == up_is_good
    return good if rises else not good


def _is_negated(clause: Clause, group: Group, sentence: str) -> bool:
    run = group.run or group.outcomes
    starts = [min(mark.start for mark in run), group.start]
    for mark in clause.marks:
        if "null.neg" not in mark.ids:
            continue
        far = sentence[mark.start : mark.end].lower() in ("neither", "nor", "none")
        if not group.run and mark.start - group.end >= 0 and _DENIED.match(sentence, mark.start):
            if len(WORD.findall(sentence[group.end : mark.start])) <= 8:
                return True
        for start in starts:
            if mark.end > start:
                continue
            gap = sentence[mark.end : start]
            if len(WORD.findall(gap)) > (12 if far else 6) or ("," in gap and not far):
                continue
            if any(
                kind(other) and other not in run and mark.end <= other.start < start
                for other in clause.marks
            ):
                continue
            return True
    return False
