"""From the findings on one claim to its stance, by section 4 of the codebook.

The rules are tried in their order; the first that finds what it looks for decides, and that finding
carries the quote. `docs/codebook.md` lists them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources

from pipeline.language.comparisons import DENIED
from pipeline.language.findings import INCONCLUSIVE, Finding, Reading
from pipeline.language.stance import BETTER, NULL, SPLIT, UNCLEAR, WORSE
from pipeline.records import Stance

_NAMED = ("inert", "control", "active")
_COMPARED = ("inert", "control", "group", "active")


_AS_EFFECTIVE = re.compile(
    r"\b(?:equally|as|similarly|comparabl[ey]|similar|equal|equivalent|the same|no less)\s+"
    r"(?:\w+\s+){0,2}"
    r"(?:effective|efficac\w+|effects?|good|well|beneficial|benefits?|relief|potent|improve\w*)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The stance on one claim, the rule that gave it and the finding that carries the quote."""

    stance: Stance
    rule: str
    finding: Finding
    is_agreed: bool
    is_spin: bool

    @property
    def confidence(self) -> float:
        """The share of right tags among those that this rule gave (`evaluation/calibrate.py`)."""
        return share_of(self.key)

    @property
    def key(self) -> str:
        """The rule; with a `+` where more than one sentence says so."""
        return f"{self.rule}+" if self.is_agreed else self.rule


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of weighing: `test` gives the deciding finding, or `None` where it does not apply."""

    id: str
    stance: Stance
    sentence: str
    test: Callable[["Evidence"], Finding | None]


class Evidence:
    """The findings on one claim, sorted by what they say and against whom."""

    def __init__(self, findings: Sequence[Finding], reading: Reading) -> None:
        self.findings = findings
        self.reading = reading
        self.told = [
            f for f in findings if f.value not in (UNCLEAR, INCONCLUSIVE) and f.role != "title"
        ]
        self.good = [f for f in self.told if f.value == BETTER]
        if reading.is_case and self.good:
            began = min(f.sentence for f in self.good)
            self.told = [f for f in self.told if f.sentence >= began]  # before: the history
        self.null = [f for f in self.told if f.value == NULL]
        self.split = [f for f in self.told if f.value == SPLIT]
        self.verdicts = [f for f in findings if f.value == INCONCLUSIVE]
        self.titles = [f for f in findings if f.role == "title" and f.value == BETTER]

    @cached_property
    def bad(self) -> list[Finding]:
        """Worsenings told of the intervention, bluntly or against another arm."""
        against = _COMPARED if self.good else _NAMED
        return [
            f
            for f in self.told
            if f.value == WORSE
            and self._is_ours(f)
            and (f.comparison in against or (f.is_blunt and not self.good))
        ]

    @cached_property
    def better(self) -> list[Finding]:
        """Benefits against another arm; what a review pools is one."""
        return [
            f
            for f in self.good
            if f.comparison in _COMPARED or (self.reading.is_review and f.is_significant)
        ]

    @cached_property
    def inert_null(self) -> list[Finding]:
        """Results without a difference from an arm that is no treatment."""
        return [f for f in self.null if self._arm(f) == "inert"]

    @cached_property
    def active_null(self) -> list[Finding]:
        """Results without a difference from another treatment or another form of ours."""
        return [f for f in self.null if self._arm(f) in ("active", "regimen")]

    @cached_property
    def unchanged(self) -> list[Finding]:
        """Results without a change, and effects denied for a dose, time or place."""
        denied = [f for f in self.null if f.comparison == DENIED]
        return denied + [f for f in self.null if self._arm(f) == "within"]

    @property
    def unsigned(self) -> list[Finding]:
        """Changes whose direction is not told, or seems at odds with the outcome's."""
        return [
            f
            for f in self.findings
            if f.role == "result"
            and (
                (f.value == UNCLEAR and f.is_significant)
                or (f.value == WORSE and self._is_ours(f) and f not in self.bad)
            )
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

    @property
    def worsened(self) -> Finding | None:
        """A worsening in people that no arm is named for."""
        return next(
            (
                f
                for f in self.told
                if f.value == WORSE
                and f.role == "result"
                and f.subject is None
                and not self.reading.is_animal
            ),
            None,
        )

    @property
    def is_unsettled(self) -> bool:
        """Whether the authors draw no conclusion and no result favours the intervention alone."""
        values = {f.value for f in self.told if f.role == "result"}
        favoured = BETTER in values and NULL not in values
        return self.reading.verdict is not None and not favoured

    @property
    def outweighs(self) -> bool:
        """Whether a benefit stands beside results without a difference.

        A change from baseline in the same outcome does not: both groups may improve.
        """
        names = {f.outcome for f in self.inert_null}
        return any(f.role == "result" for f in self.better) or any(
            f.role == "result"
            and f.is_significant
            and not f.is_both
            and f.subject == "intervention"
            and f.outcome not in names
            for f in self.good
        )

    def says_as_effective(self, finding: Finding) -> bool:
        """Whether the finding's sentence tells of two effects alike, not of none."""
        return bool(_AS_EFFECTIVE.search(self.reading.sentences[finding.sentence].text))

    def _is_ours(self, finding: Finding) -> bool:
        if finding.subject == "intervention":
            return True
        if finding.subject is not None or finding.comparison == "within":
            return False
        has_arms = not self.reading.arms.isdisjoint(("arm.inert", "arm.control", "arm.active"))
        return has_arms and not self.reading.is_animal

    def _arm(self, finding: Finding) -> str:
        """Name the kind of arm that a result was against, by the whole abstract where need be."""
        arms = self.reading.arms
        inert, active = "arm.inert" in arms, "arm.active" in arms
        comparison = finding.comparison
        if comparison == "baseline":
            return "within"
        if comparison == "active" and self.reading.is_adjunct and not finding.is_both:
            return "inert"
        if comparison not in ("group", "control"):
            return comparison
        if inert or (active and self.reading.is_adjunct):
            return "inert"
        if active:
            return "active"
        return "inert" if "arm.control" in arms else "regimen"


def _first(findings: Sequence[Finding]) -> Finding | None:
    return findings[0] if findings else None


def _best(findings: Sequence[Finding]) -> Finding | None:
    """Choose the sentence that a reviewer would underline: the clearest comparison in results."""
    return max(
        findings,
        key=lambda f: (
            f.role == "result",
            f.comparison in _COMPARED,
            bool(f.is_significant),
            -f.sentence,
        ),
        default=None,
    )


def _unsettled(evidence: Evidence) -> Finding | None:
    if not evidence.is_unsettled:
        return None
    if evidence.verdicts:
        return evidence.verdicts[-1]
    conflicts = bool(evidence.null) == bool(evidence.good)
    if evidence.reading.is_review and conflicts:
        named = [f for f in evidence.findings if f.role in ("result", "conclusion")]
        if named and evidence.reading.verdict is not None:
            return replace(named[-1], sentence=evidence.reading.verdict)
    return None


RULES = (
    Rule("no_conclusion", "inconclusive",
         "The outcome was studied and the authors say that no conclusion can be drawn, with no "
         "favourable result to set against it.", _unsettled),
    Rule("differs_by_outcome", "mixed",
         "No difference from an inert comparator in one outcome or at one time, a benefit in "
         "another.", lambda e: _first(e.inert_null) if e.outweighs else None),
    Rule("null_and_worse", "mixed",
         "No difference from an inert comparator in one outcome, and worse in another.",
         lambda e: _first(e.bad) if e.inert_null else None),
    Rule("no_difference", "no_benefit",
         "No significant difference from an inert comparator, even where both groups improve.",
         lambda e: _first(e.inert_null)),
    Rule("better_and_worse", "mixed",
         "Better in one outcome or against one arm, worse in another or against another treatment.",
         lambda e: _first(e.bad) if e.good else None),
    Rule("worse_than_active", "no_benefit",
         "Worse than another treatment, with no improvement told.",
         lambda e: _first([f for f in e.bad if f.comparison == "active"])),
    Rule("worse", "worse",
         "The outcome is worse with the intervention than without, or gets worse.",
         lambda e: _first(e.bad)),
    Rule("trivial_or_partial", "mixed",
         "A difference too small to matter, in a minority, or at some times only.",
         lambda e: _first(e.split)),
    Rule("better_and_unchanged", "mixed",
         "A benefit, and no change in another outcome, at another dose, time or place.",
         lambda e: _first(e.unchanged) if e.good else None),
    Rule("unchanged", "no_benefit",
         "Only a change within the group is reported, and there is none.",
         lambda e: _first(e.unchanged)),
    Rule("as_effective", "supports",
         "Said to be as effective as another treatment, or as another form of the intervention.",
         lambda e: _first([f for f in e.active_null if e.says_as_effective(f)])),
    Rule("no_better_than_active", "no_benefit",
         "No difference from another treatment, with nothing told of improvement.",
         lambda e: None if e.good else _first(e.active_null)),
    Rule("equal_to_active", "supports",
         "No difference from another treatment, or between forms of the intervention, with "
         "improvement told.", lambda e: _best(e.good) if e.active_null else None),
    Rule("better_than_comparator", "supports",
         "The outcome is better with the intervention than with its comparator, or pooled so.",
         lambda e: _best(e.better)),
    Rule("improved", "supports",
         "Only a change within the group is reported, and it is an improvement; or the authors "
         "conclude that there is one.", lambda e: _best(e.good)),
    Rule("changed", "supports",
         "A change or difference is told, and its direction is not or cannot be made out.",
         lambda e: _first(e.unsigned)),
    Rule("denied", "no_benefit",
         "The outcome is named in a result that denies something, and nothing else is told of it.",
         lambda e: e.denied),
    Rule("worsened", "worse",
         "The outcome is said to be worse, and nothing else is told of it.",
         lambda e: e.worsened),
    Rule("stated_in_title", "supports",
         "Only the title states the benefit.", lambda e: _first(e.titles)),
)  # fmt: skip


def weigh(findings: Sequence[Finding], reading: Reading) -> Verdict | None:
    """Weigh the findings on one claim; `None` where they do not address it."""
    evidence = Evidence(findings, reading)
    for rule in RULES:
        finding = rule.test(evidence)
        if finding is not None:
            is_spin = rule.stance in ("no_benefit", "worse") and any(
                f.role in ("conclusion", "title") for f in (*evidence.good, *evidence.titles)
            )
            agreeing = {f.sentence for f in findings if f.value == finding.value}
            return Verdict(rule.stance, rule.id, finding, len(agreeing) > 1, is_spin)
    return None


def share_of(key: str) -> float:
    """Give a rule's measured share of right tags; that of all rules where it gave none.

    A `+` at the end asks for tags on which more than one sentence agrees.
    """
    shares = _shares()
    return shares.get(key) or shares.get(key.removesuffix("+")) or shares["*"]


@cache
def _shares() -> dict[str, float]:
    table = resources.files("pipeline.language").joinpath("confidence.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines()[1:])
    return {rule: float(share) for rule, share, *_ in rows}
