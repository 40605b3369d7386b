"""From the findings on one claim to its stance.

The rules are tried in their order; the first that finds what it looks for decides, and that finding
carries the quote. `docs/codebook.md` lists them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pipeline.language.evidence import COMPARED, Evidence
from pipeline.language.findings import Finding, Reading
from pipeline.language.harm import complication, harmed, worsened
from pipeline.language.undecided import unsettled
from pipeline.records import Stance


@dataclass(frozen=True, slots=True)
class Verdict:
    """The stance on one claim, the rule that gave it and the finding that carries the quote."""

    stance: Stance
    rule: str
    finding: Finding
    is_agreed: bool
    is_doubted: bool
    is_spin: bool

    @property
    def confidence(self) -> float:
        """The share of right tags among those that this rule gave (`evaluation/calibrate.py`)."""
        return share_of(self.key)

    @property
    def key(self) -> str:
        """The rule, with a sign: `?` where a denial is left over, `+` where sentences agree."""
        return self.rule + ("?" if self.is_doubted else "+" if self.is_agreed else "")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of weighing: `test` gives the deciding finding, or `None` where it does not apply."""

    id: str
    stance: Stance
    sentence: str
    test: Callable[["Evidence"], Finding | None]


def _first(findings: Sequence[Finding]) -> Finding | None:
    return findings[0] if findings else None


def _best(findings: Sequence[Finding]) -> Finding | None:
    """Choose the sentence that a reviewer would underline: the clearest comparison in results."""
    return max(
        findings,
        key=lambda f: (
            f.role == "result",
            f.comparison in COMPARED,
            bool(f.is_significant),
            -f.sentence,
        ),
        default=None,
    )


RULES = (
    Rule("complication", "worse",
         "A case of what the intervention did to a patient.", complication),
    Rule("no_conclusion", "inconclusive",
         "The outcome was studied and the authors say that no conclusion can be drawn, with no "
         "favourable result to set against it.", unsettled),
    Rule("divided", "mixed",
         "The trials are said to conflict, and a conclusion is drawn all the same.",
         lambda e: _first(e.verdicts) if e.reading.is_divided else None),
    Rule("differs_by_outcome", "mixed",
         "No difference from an inert comparator in one outcome or at one time, a benefit in "
         "another.",
         lambda e: _first(e.inert_null) if e.has_benefit_beside(e.inert_null) else None),
    Rule("changed_and_null", "mixed",
         "A significant change whose direction is not made out, and none in another outcome or at "
         "another time.",
         lambda e: _first([f for f in e.null if not e.says_as_effective(f)])
         if any(f.comparison in COMPARED or not e.inert_null for f in e.moved)
         and not (e.good or e.bad) else None),
    Rule("trivial_or_partial", "mixed",
         "A difference too small to matter, in a minority, or at some times only.",
         lambda e: _first(e.split)),
    Rule("better_and_worse", "mixed",
         "Better in one outcome or against one arm, worse in another or against another treatment.",
         lambda e: _first(e.bad) if e.is_better_and_worse else None),
    Rule("worse_than_active", "no_benefit",
         "Worse than another treatment, with no improvement told.",
         lambda e: _first(e.bad) if e.is_worse_than_active else None),
    Rule("worse", "worse",
         "The outcome is worse with the intervention than without, or gets worse.",
         lambda e: _first(e.bad)),
    Rule("no_difference", "no_benefit",
         "No significant difference from an inert comparator, even where both groups improve.",
         lambda e: _first(e.inert_null)),
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
    Rule("better_and_equal", "mixed",
         "Better than another treatment in one outcome or at one time and no different from it in "
         "another, with nothing told of improvement there.",
         lambda e: _first(e.active_null) if e.is_better_elsewhere else None),
    Rule("equal_to_active", "supports",
         "No difference from another treatment, or between forms of the intervention, with "
         "improvement told.", lambda e: _best(e.good) if e.active_null else None),
    Rule("better_than_comparator", "supports",
         "The outcome is better with the intervention than with its comparator, or pooled so.",
         lambda e: _best(e.better)),
    Rule("improved", "supports",
         "Only a change within the group is reported, and it is an improvement; or the authors "
         "conclude that there is one.", lambda e: _best(e.good)),
    Rule("harmed", "worse",
         "The outcome is worse after the intervention, in a record that tells of worsenings more "
         "than of benefits.", harmed),
    Rule("changed", "supports",
         "A change or difference is told, and its direction is not or cannot be made out.",
         lambda e: _first(e.unsigned)),
    Rule("denied", "no_benefit",
         "The outcome is named in a result that denies something, and nothing else is told of it.",
         lambda e: e.denied),
    Rule("worsened", "worse",
         "The outcome is said to be worse, and nothing else is told of it.",
         worsened),
    Rule("stated_in_title", "supports",
         "Only the title states the benefit.", lambda e: _first(e.titles)),
)  # fmt: skip


def weigh(findings: Sequence[Finding], reading: Reading) -> Verdict | None:
    """Weigh the findings on one claim; `None` where they do not address it."""
    if not findings:
        return None
    evidence = Evidence(findings, reading)
    for rule in RULES:
        finding = rule.test(evidence)
        if finding is not None:
            is_spin = rule.stance in ("no_benefit", "worse") and any(
                f.role in ("conclusion", "title") for f in (*evidence.good, *evidence.titles)
            )
            agreeing = {f.sentence for f in findings if f.value == finding.value}
            return Verdict(
                rule.stance, rule.id, finding, len(agreeing) > 1, evidence.is_doubted, is_spin
            )
    return None


def share_of(key: str) -> float:
    """Give the measured share of right tags under a key; that of its rule or sign if it has none.

    A `+` at its end asks for tags on which more than one sentence agrees, a `?` for those where a
    sentence that tells of the outcome holds a denial that no finding takes up.
    """
    shares = _shares()
    wider = "*?" if key.endswith("?") else key.removesuffix("+")
    return shares.get(key) or shares.get(wider) or shares["*"]


@cache
def _shares() -> dict[str, float]:
    table = resources.files("pipeline.language").joinpath("confidence.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines()[1:])
    return {rule: float(share) for rule, share, *_ in rows}
