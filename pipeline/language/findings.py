"""What reading an abstract gives: findings, and what the abstract is as a whole."""

from dataclasses import dataclass

from pipeline.language.figures.effects import FoundEffect
from pipeline.language.sentences.cutting import Sentence

# Values of a finding.
BETTER, WORSE, NULL, SPLIT, UNCLEAR = "better", "worse", "null", "split", "unclear"
INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a sentence says of one outcome of one claim.

    `value` is one of the above. `comparison` is the arm compared with
    (`comparisons.Comparison.against`), or `DENIED` where an effect told before is denied for a
    dose, time or place. `sentence` is the place of the sentence in the abstract, -1 for the title;
    `role` is the sentence's. `has_chain` tells of words of change, `is_both` of all arms alike,
    `is_blunt` of a word such as 'worsened', `is_denying` of a denial in the clause,
    `is_plain` unless what worsens is a thing in the outcome.
    """

    claim_id: str
    outcome: int
    value: str
    comparison: str
    sentence: int
    role: str
    is_significant: bool | None = None
    has_chain: bool = True
    is_both: bool = False
    is_blunt: bool = False
    is_denying: bool = False
    is_plain: bool = True
    subject: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An abstract read: its sentences with their roles, its findings, and what it is about.

    `arms` are the kinds of arm told outside the background. `verdict` is the sentence that says
    that no conclusion is possible, `is_divided` where trials conflict and one is drawn all the
    same. `left_over` are the sentences with a denial that no finding takes up.
    `is_adjunct` marks an intervention added to another treatment, `is_complication` a case of what
    the intervention did to a patient.
    """

    sentences: tuple[Sentence, ...]
    roles: tuple[str, ...]
    findings: tuple[Finding, ...]
    effects: tuple[FoundEffect, ...]
    arms: frozenset[str]
    left_over: frozenset[int]
    verdict: int | None
    is_planned: bool
    is_review: bool
    is_animal: bool
    is_case: bool
    is_adjunct: bool
    is_complication: bool = False
    is_divided: bool = False
