"""Outcomes of which the authors say that nothing can be concluded."""

import re
from dataclasses import replace

from pipeline.language.evidence import Evidence
from pipeline.language.findings import BETTER, INCONCLUSIVE, NULL, Finding, Reading

_OTHERS = frozenset(("arm.inert", "arm.control", "arm.active"))
# 'no inference should be drawn from these figures'
_OF_ALL = re.compile(
    r"\b(?:figures|data|results?|findings?|trial|study|numbers?|efficacy|effectiveness|effects?|"
    r"benefits?|merits?|question|matter|conclusions?|inferences?|verdict|judge?ment)\b",
    re.I,
)
_OF_ELSE = re.compile(
    r"\b(?:safety|harms?|adverse|feasib\w+|costs?|mechanism\w*|causal\w*|long[- ]term|dos\w+|"
    r"compar\w+|subgroups?|blind\w*|generali[sz]\w+|recommend\w*)\b",
    re.I,
)


def unsettled(evidence: Evidence) -> Finding | None:
    """Give the verdict that nothing can be concluded, where no result favours the intervention.

    In a review one on the whole is one on an outcome of which the trials conflict, or none tells.
    """
    if not _is_unsettled(evidence):
        return None
    if evidence.verdicts:
        return evidence.verdicts[-1]
    reading = evidence.reading
    is_of_another = any(
        f.value == INCONCLUSIVE and f.sentence == reading.verdict and f.role == "result"
        for f in reading.findings
    )
    conflicts = bool(evidence.null) == bool(evidence.good) and not evidence.inert_null
    if reading.is_review and conflicts and not is_of_another:
        named = [f for f in evidence.findings if f.role in ("result", "conclusion")]
        if named and reading.verdict is not None:
            return replace(named[-1], sentence=reading.verdict)
    if not reading.is_review and _is_left_open_with_all(evidence):
        return replace(evidence.findings[-1], sentence=reading.verdict or 0)
    return None


def _is_left_open_with_all(evidence: Evidence) -> bool:
    """Whether the authors draw nothing from figures that only tell how each arm changed."""
    reading = evidence.reading
    told = [f for f in evidence.told if f.role == "result"]
    if reading.verdict is None or not told or not all(_is_bare(f, reading) for f in told):
        return False
    text = reading.sentences[reading.verdict].text
    is_named = any(f.sentence == reading.verdict for f in reading.findings)
    return not is_named and bool(_OF_ALL.search(text)) and not _OF_ELSE.search(text)


def _is_bare(finding: Finding, reading: Reading) -> bool:
    """Whether a benefit is a change that all arms share, in a study that has another arm."""
    return (
        finding.value == BETTER
        and finding.comparison in ("within", "baseline")
        and finding.is_both
        and not _OTHERS.isdisjoint(reading.arms)
    )


def _is_unsettled(evidence: Evidence) -> bool:
    """Whether the authors draw no conclusion and no result favours the intervention alone.

    A significant one does, whatever stands beside it.
    """
    told = [f for f in evidence.told if f.role == "result"]
    reading = evidence.reading
    if not reading.is_review:
        told = [f for f in told if not _is_bare(f, reading)]
    values = {f.value for f in told if not _is_left_open(f, evidence)}
    is_pooled = any(f.value == BETTER and f.is_significant for f in told)
    favoured = is_pooled or (BETTER in values and NULL not in values)
    return reading.verdict is not None and not (reading.is_divided or favoured)


def _is_left_open(finding: Finding, evidence: Evidence) -> bool:
    """Whether the sentence of a finding says that nothing can be concluded of its outcome."""
    return any(
        f.sentence == finding.sentence and f.outcome == finding.outcome for f in evidence.verdicts
    )
