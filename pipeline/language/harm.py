"""Findings that tell of harm, where no comparison decides."""

from pipeline.language.evidence import Evidence
from pipeline.language.findings import BETTER, NULL, WORSE, Finding, Reading


def complication(evidence: Evidence) -> Finding | None:
    """Give what a complication did to the outcome: a worsening, where there is one.

    A recovery in such a case is from what the intervention did.
    """
    if not evidence.reading.is_complication:
        return None
    told = [f for f in evidence.findings if f.value in (WORSE, NULL, BETTER) and f.sentence >= 0]
    return min(told, key=lambda f: f.value != WORSE, default=None)


def harmed(evidence: Evidence) -> Finding | None:
    """Give a worsening told of the intervention, in a record that tells little else of it."""
    return next((f for f in _worsenings(evidence) if f.subject == "intervention"), None)


def worsened(evidence: Evidence) -> Finding | None:
    """Give a worsening in people that no arm is named for."""
    if evidence.reading.is_animal or evidence.reading.is_review:
        return None
    told = _worsenings(evidence)
    return next((f for f in told if f.role == "result" and f.subject is None), None)


def _worsenings(evidence: Evidence) -> list[Finding]:
    if not _is_of_harm(evidence.reading):
        return []
    return [f for f in evidence.told if f.value == WORSE and f.is_plain]


def _is_of_harm(reading: Reading) -> bool:
    """Whether more sentences of the record tell of worsenings than of benefits.

    Harm is rare, so a single worsening among benefits is more often a misreading.
    """
    worse = {f.sentence for f in reading.findings if f.value == WORSE}
    better = {f.sentence for f in reading.findings if f.value == BETTER}
    return len(worse) > len(better)
