"""The findings on one claim, sorted by what they say and against whom."""

import re
from collections.abc import Sequence
from functools import cached_property

from pipeline.language.comparators import arm_against, is_of_ours
from pipeline.language.findings import (
    BETTER,
    INCONCLUSIVE,
    NULL,
    SPLIT,
    UNCLEAR,
    WORSE,
    Finding,
    Reading,
)
from pipeline.language.sentences.marks import FOREIGN
from pipeline.language.statements.comparisons import ALIKE, DENIED, SHARE

# 'was as effective', 'the reduction in pain was similar'
_AS_EFFECTIVE = re.compile(
    r"\b(?:equally|as|similarly|comparabl[ey]|similar|equal|equivalent|the same|no less)\s+"
    r"(?:\w+\s+){0,2}(?:effective|efficac\w+|effects?|good|well|beneficial|benefits?|relief|potent|"
    r"improve\w*)\b|\b(?:non-?\s?|not |no )inferior\b|"
    r"\bits (?:\w+ )?(?:effect|efficacy|benefit)s? (?:is|was|are|were|being) "
    r"(?:similar|comparable|equal|equivalent) to\b|"
    r"\b(?:improvement|relief|reduction|recovery|decrease|gain|benefit)s? (?:in|of)\b[^.;]{2,80}?"
    r"\b(?:similar|comparable|equal|equivalent|alike|the same|(?:did|do) not differ|"
    r"not different)\b|"
    r"\b(?:equivalent|equal|similar|comparable|identical|inferior|no worse|matche[sd]|equalled)\b"
    r"[^.;]{0,60}?\b(?:in|for|at)\s+(?:the\s+)?(?:\w{4,}ing|(?:\w+\s)?relief|reduction|improvement|lowering)\b",
    re.I,
)
_AGAINST = re.compile(r"[,;] (?:but|whereas|while|yet|and,? conversely|however)\b", re.I)

COMPARED = ("inert", "control", "group", "active")


class Evidence:
    """The findings on one claim, sorted by what they say and against whom."""

    def __init__(self, findings: Sequence[Finding], reading: Reading) -> None:
        self.findings = findings
        self.reading = reading
        self.told = [
            f for f in findings if f.value not in (UNCLEAR, INCONCLUSIVE) and f.role != "title"
        ]
        self.good = [f for f in self.told if f.value == BETTER]
        if reading.is_animal and any(f.comparison in ("inert", "control") for f in self.good):
            # Animals are judged against the untreated model.
            self.told = [f for f in self.told if f.value == BETTER or f.comparison != "active"]
        apart = {f.outcome for f in self.good if f.comparison in COMPARED}
        self.null = [
            f
            for f in self.told
            if f.value == NULL and not (f.comparison == ALIKE and f.outcome in apart)
        ]
        sure = {f.outcome for f in self.good if f.role == "result" and f.is_significant}
        split = [f for f in self.told if f.value == SPLIT]
        self.split = [f for f in split if f.comparison != SHARE or f.outcome not in sure]
        self.verdicts = [f for f in findings if f.value == INCONCLUSIVE]
        self.titles = [f for f in findings if f.role == "title" and f.value == BETTER]

    @cached_property
    def bad(self) -> list[Finding]:
        """Worsenings told of the intervention, bluntly or against another arm."""
        told = [f for f in self.told if f.value == WORSE and (f.is_plain or f.is_blunt)]
        return [
            f
            for f in told
            if not self._is_outranked(f) and (self._is_harm_told(f) or self._is_contrasted(f))
        ]

    @cached_property
    def better(self) -> list[Finding]:
        """Benefits against another arm; what a review pools is one."""
        return [
            f
            for f in self.good
            if f.comparison in COMPARED or (self.reading.is_review and f.is_significant)
        ]

    @cached_property
    def inert_null(self) -> list[Finding]:
        """Results without a difference from an arm that is no treatment."""
        return [f for f in self.null if self._kind_against(f) == "inert"]

    @cached_property
    def active_null(self) -> list[Finding]:
        """Results without a difference from another treatment or another form of ours."""
        return [f for f in self.null if self._kind_against(f) in ("active", "regimen")]

    @property
    def is_worse_than_active(self) -> bool:
        """Whether all worsenings told are by comparison with another treatment."""
        return all(arm_against(f, self.reading) == "active" for f in self.bad)

    @property
    def is_better_elsewhere(self) -> bool:
        """Whether results favour ours over another treatment, and none tells of a change alone."""
        told = [f for f in self.good if f.role == "result"]
        apart = [f for f in told if arm_against(f, self.reading) == "active" and not f.is_both]
        return len(apart) == len(told) > 0 and any(
            arm_against(f, self.reading) == "active" for f in self.active_null
        )

    @cached_property
    def unchanged(self) -> list[Finding]:
        """Results without a change, and effects denied for a dose, time or place."""
        denied = [f for f in self.null if f.comparison == DENIED]
        return denied + [f for f in self.null if arm_against(f, self.reading) == "within"]

    @property
    def moved(self) -> list[Finding]:
        """Significant results whose direction is not told."""
        return [
            f
            for f in self.findings
            if f.role == "result" and f.value == UNCLEAR and f.is_significant
        ]

    @property
    def unsigned(self) -> list[Finding]:
        """Changes whose direction is not told, or seems at odds with the outcome's."""
        return self.moved + [
            f
            for f in self.told
            if f.role == "result"
            and f.value == WORSE
            and not f.is_both
            and is_of_ours(f, self.reading)
            and f not in self.bad
        ]

    @property
    def denied(self) -> Finding | None:
        """A result that names the outcome in a denial whose construction is not known."""
        return next(
            (
                f
                for f in self.findings
                if f.value == UNCLEAR and f.is_denying and f.role == "result"
            ),
            None,
        )

    def has_benefit_beside(self, against: Sequence[Finding]) -> bool:
        """Whether a benefit stands beside results that are `against` the intervention.

        A change from baseline in the same outcome does not: both groups may improve, though
        animals without treatment do not.
        """
        names = {f.outcome for f in against}
        places = {f.sentence for f in against}
        return any(f.role == "result" for f in self.better) or any(
            f.role == "result"
            and not f.is_both
            and (
                (self.reading.is_animal and f.subject in (None, "intervention"))
                or (
                    f.subject == "intervention"
                    and (f.is_significant or f.sentence in places)
                    and f.outcome not in names
                )
            )
            for f in self.good
        )

    @property
    def is_better_and_worse(self) -> bool:
        """Whether a worsening stands beside a benefit, of our arm alone unless a treatment won."""
        is_apart = any(arm_against(f, self.reading) in ("inert", "within") for f in self.bad)
        return any(not (is_apart and f.is_both) for f in self.good)

    @property
    def is_doubted(self) -> bool:
        """Whether a sentence that tells of the outcome holds a denial that no finding takes up."""
        return any(f.sentence in self.reading.left_over for f in self.findings)

    def says_as_effective(self, finding: Finding) -> bool:
        """Whether the finding's sentence tells of two effects alike, not of none."""
        text = self.reading.sentences[finding.sentence].text
        return bool(_AS_EFFECTIVE.search(text))

    def _kind_against(self, finding: Finding) -> str:
        """Name the kind of arm compared with: in animals a treatment, if both had effects."""
        kind = arm_against(finding, self.reading)
        is_alike = self.reading.is_animal and finding.comparison == "group"
        return "active" if is_alike and self.says_as_effective(finding) else kind

    def _is_harm_told(self, worse: Finding) -> bool:
        """Whether a worsening is of our arm and told against another, or bluntly.

        Beside a benefit of ours alone, one against an arm without treatment is more often misread.
        """
        if not is_of_ours(worse, self.reading):
            return False
        is_beside_benefit = any(not f.is_both for f in self.good)
        if is_beside_benefit and not worse.is_blunt and worse.comparison in ("inert", "control"):
            return False
        return (
            worse.comparison in FOREIGN
            or (worse.comparison == "group" and bool(self.good or worse.subject))
            or (worse.is_blunt and not self.good)
        )

    def _is_outranked(self, worse: Finding) -> bool:
        """Whether an outcome got worse in all, or since the outset, but less so with ours."""
        is_of_time = worse.is_both or worse.comparison == "baseline"
        return is_of_time and any(
            f.outcome == worse.outcome and f.comparison in COMPARED and not f.is_both
            for f in self.good
        )

    def _is_contrasted(self, worse: Finding) -> bool:
        """Whether a sentence sets a worsening of our arm against a benefit: ', whereas …'."""
        return (
            worse.role == "result"
            and (worse.subject == "intervention" or (worse.is_blunt and worse.subject is None))
            and any(f.sentence == worse.sentence and f.subject == worse.subject for f in self.good)
            and bool(_AGAINST.search(self.reading.sentences[worse.sentence].text))
        )
