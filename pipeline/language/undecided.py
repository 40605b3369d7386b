"""Outcomes of which the authors say that nothing can be concluded."""

from dataclasses import replace

from pipeline.language.evidence import Evidence
from pipeline.language.findings import BETTER, INCONCLUSIVE, NULL, Finding, Reading

_OTHERS = frozenset(("arm.inert", "arm.control", "arm.active"))


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
    return None


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
    favoured = is_pooled or (BETTER in values and not (reading.is_review and NULL in values))
    return reading.verdict is not None and not (reading.is_divided or favoured)


def _is_left_open(finding: Finding, evidence: Evidence) -> bool:
    """Whether the sentence of a finding says that nothing can be concluded of its outcome."""
    return any(
        f.sentence == finding.sentence and f.outcome == finding.outcome for f in evidence.verdicts
    )
