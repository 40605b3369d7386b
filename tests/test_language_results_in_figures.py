"""Results told in figures: tests after each outcome, intervals, the values of two arms."""

from pathlib import Path

import pytest

from pipeline.records import AbstractSection, Article
from pipeline.tag import Tagger

PROTOCOL = Path(__file__).parents[1] / "protocol"
SHAM = "Adults were randomised to acupuncture or to sham acupuncture for eight weeks."
DRUG = "Adults were randomised to acupuncture or to gabapentin for eight weeks."


def stances(tagger: Tagger, *sentences: str, methods: str = SHAM) -> dict[str, str]:
    sections = (
        AbstractSection(label="METHODS", text=methods),
        AbstractSection(label="RESULTS", text=" ".join(sentences)),
    )
    found = tagger.tags(
        Article(pmid=1, title="A trial of acupuncture in neuropathy", sections=sections)
    )
    return {tag.claim_id: tag.stance for tag in found}


INTERVALS = [
    ("pain", "Pain SMD −0.62 (−0.94 to −0.30) at eight weeks; at a year −0.11 (−0.40 to 0.18).",
     "mixed"),
    ("sensation", "Numbness score: once a week −0.1 (−0.4 to 0.2), thrice a week −0.7 "
     "(−1.0 to −0.4).", "mixed"),
    ("pain", "Pain was lower with acupuncture (MD −0.3, 95% CI −0.9 to 0.3).", "no_benefit"),
    ("pain", "Pain was lower with acupuncture (MD −1.3, 95% CI −1.9 to −0.7).", "supports"),
    ("pain", "The difference in pain was −1.4 (95% CI −2.1 to −0.7).", "supports"),
    ("wellbeing", "Sleep: mean difference 0.4 (95% CI −0.8 to 1.6; P = 0.51).", "no_benefit"),
    ("pain", "Pain persisted less often under needles (RR 0.92, 95% CI 0.71 to 1.19).",
     "no_benefit"),
    ("sensation", "Numbness: RR 0.55 (95% CI 0.40 to 0.76) against sham.", "supports"),
    ("wellbeing", "FACT-G versus sham: MD 1.1 (−2.0 to 4.2); versus usual care: MD 4.4 "
     "(1.9 to 6.9).", "mixed"),
    ("wellbeing", "Mental health rose by 9.5 (95% CI 4.1 to 14.9) over sham, while its physical "
     "half did not part company with control (1.2, −3.8 to 6.2).", "mixed"),
    ("wellbeing", "Mental health rose by 9.5 (95% CI 4.1 to 14.9) over sham, while its physical "
     "half rose by no more than sham's (1.2, −3.8 to 6.2).", "mixed"),
]  # fmt: skip


@pytest.mark.parametrize(("claim_id", "sentence", "stance"), INTERVALS)
def test_an_interval_against_no_effect(tagger, claim_id, sentence, stance) -> None:
    assert stances(tagger, sentence).get(claim_id, "not_addressed") == stance


def test_an_interval_of_one_groups_mean_compares_nothing(tagger) -> None:
    sentence = "Mean pain at entry was 6.1 (95% CI 5.6 to 6.6)."
    assert "pain" not in stances(tagger, sentence)


def test_the_change_under_sham_is_not_ours(tagger) -> None:
    sentence = (
        "Pain fell by 2.1 points (95% CI −2.9 to −1.3) with acupuncture and by 0.6 (−1.5 to 0.3) "
        "with sham (P = 0.01 between groups)."
    )
    assert stances(tagger, sentence)["pain"] == "supports"


TESTS = [
    ("Pain (P = 0.34) and sleep (P = .02) were better with acupuncture than with sham.",
     {"pain": "no_benefit", "wellbeing": "supports"}),
    ("Pain and sleep improved more with acupuncture than with sham (P = 0.34 and 0.01, "
     "respectively).", {"pain": "no_benefit", "wellbeing": "supports"}),
    ("Pain, numbness and sleep: P = n.s. for each.",
     {"pain": "no_benefit", "sensation": "no_benefit", "wellbeing": "no_benefit"}),
    ("Pain and numbness at week 8: all P > 0.05.",
     {"pain": "no_benefit", "sensation": "no_benefit"}),
    ("Pain and anxiety, acupuncture against sham: P values 0.21 and 0.43.",
     {"pain": "no_benefit", "wellbeing": "no_benefit"}),
    ("Pain was lower with acupuncture than with sham (NS).", {"pain": "no_benefit"}),
    ("Pain fell in both groups (P < 0.001), the between-group comparison giving P = 0.41.",
     {"pain": "no_benefit"}),
    ("Pain improved more with acupuncture than with sham (P = 0.01), unlike shoulder mobility "
     "(P = 0.40).", {"pain": "supports"}),
    ("Pain fell with acupuncture (P < 0.01) but also with sham (P = 0.02); the group by time "
     "interaction had P = 0.55.", {"pain": "no_benefit"}),
    ("Pain fell with acupuncture (P < 0.01) and not with sham (P = 0.30).", {"pain": "supports"}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), TESTS)
def test_each_p_value_is_of_its_own_outcome(tagger, sentence, expected) -> None:
    found = stances(tagger, sentence)
    assert {claim_id: found.get(claim_id) for claim_id in expected} == expected


VALUES = [
    ("pain", "VAS was 3.2 ± 1.1 with acupuncture vs 5.6 ± 1.4 with sham, P < 0.01.", "supports"),
    ("pain", "VAS was 5.6 ± 1.1 with acupuncture vs 3.2 ± 1.4 with sham, P < 0.01.", "worse"),
    ("pain", "VAS was 3.2 ± 1.1 in the sham group and 5.6 ± 1.4 in the acupuncture group "
     "(P < 0.01).", "worse"),
    ("pain", "VAS: acupuncture 3.2, sham 5.6 (P = 0.004).", "supports"),
    ("pain", "VAS: acupuncture 3.2, sham 3.4 (P = 0.64).", "no_benefit"),
    ("sensation", "Numbness was present in 12% against 34% of the sham group (P = 0.003).",
     "supports"),
    ("pain", "Pain went from 6.1 to 2.3 in the acupuncture group and from 6.0 to 5.8 in the sham "
     "group (P < 0.001).", "supports"),
    ("pain", "Pain went from 6.1 to 5.8 in the acupuncture group and from 6.0 to 2.2 in the sham "
     "group (P < 0.001).", "worse"),
    ("pain", "Pain improved with acupuncture against sham (3.1 vs 1.2 points; P < 0.01).",
     "supports"),
    ("pain", "Pain changed by 2.9 with acupuncture and 1.1 with sham (P < 0.01).", "supports"),
    ("pain", "Withdrawal thresholds rose: 9.8 g with acupuncture, 4.1 g with sham (P < 0.01).",
     "supports"),
    ("pain", "Pain, 6.2 with acupuncture and 6.0 with sham before treatment, fell to 3.1 and 5.2 "
     "(P < 0.01).", "supports"),
    ("pain", "The decrease in pain was 3.1 with acupuncture and 1.2 with sham (P < 0.01).",
     "supports"),
    ("pain", "Weight-bearing deficit: acupuncture 10%, gabapentin 11%, sham 31%.", "supports"),
    ("regeneration", "Median motor conduction velocity: 48.1 ± 3.2 m/s after acupuncture, "
     "43.3 ± 3.9 m/s after sham (P = 0.02).", "supports"),
]  # fmt: skip


@pytest.mark.parametrize(("claim_id", "sentence", "stance"), VALUES)
def test_the_values_of_two_arms(tagger, claim_id, sentence, stance) -> None:
    assert stances(tagger, sentence).get(claim_id, "not_addressed") == stance


def test_freedom_from_a_complaint_is_better_the_more_have_it(tagger) -> None:
    sentence = "Freedom from pain was reached by 15 of 20 on the drug and 6 of 20 on acupuncture "
    assert stances(tagger, sentence + "(P < 0.02).", methods=DRUG)["pain"] == "no_benefit"


@pytest.mark.parametrize(("methods", "stance"), [(DRUG, "supports"), (SHAM, "no_benefit")])
def test_both_arms_went_from_one_value_to_another(tagger, methods, stance) -> None:
    other = "gabapentin" if methods == DRUG else "sham"
    sentence = f"Pain went from 7.1 to 2.9 with acupuncture and from 7.0 to 3.0 with {other} "
    assert stances(tagger, sentence + "(P = 0.61).", methods=methods)["pain"] == stance


def test_the_order_of_the_arms_carries_to_the_next_values(tagger) -> None:
    found = stances(
        tagger,
        "Pain was 2.9 ± 0.8 in the acupuncture group vs 5.1 ± 1.0 in the sham group (P < 0.01).",
        "Numbness was 3.0 ± 1.1 vs 4.9 ± 1.2 (P < 0.01).",
    )
    assert found["sensation"] == "supports"


def test_values_whose_arms_are_not_made_out_decide_no_direction(tagger) -> None:
    found = stances(tagger, "The VAS scores were 3.2 vs 5.6.", methods="We compared two points.")
    assert "pain" not in found


EFFECTS = [
    ("Pain was lower with acupuncture (MD −1.2, 95% CI −1.9 to −0.5).", [(-1.2, None)]),
    ("Exercise lowered pain (MD −1.2, 95% CI −1.9 to −0.5).", []),
    ("Acupuncture improved pain and tissue oxygen (P = 0.01, MD −1.2, 95% CI −1.9 to −0.5; "
     "P = 0.02, MD 3.4, 95% CI 1.0 to 5.8).", []),
    ("Acupuncture improved pain (MD −1.2, 95% CI −1.9 to −0.5, at week 4; MD −0.9, 95% CI −1.5 "
     "to −0.3, at week 8).", [(-1.2, None)]),
    ("With acupuncture, pain was associated with smoking (OR 2.1, 95% CI 1.3 to 3.4).", []),
    ("Pain fell more than with sham (MD −1.2, 95% CI −1.9 to −0.5).",
     [(-1.2, "inert")]),
    ("Pain was pooled after treatment (SMD −0.5, 95% CI −0.8 to −0.2).", [(-0.5, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), EFFECTS)
def test_an_effect_is_of_our_arm_and_of_its_outcome(tagger, sentence, expected) -> None:
    sections = (AbstractSection(label="RESULTS", text=sentence),)
    tags = tagger.tags(
        Article(pmid=1, title="A trial of acupuncture in neuropathy", sections=sections)
    )
    found = [effect for tag in tags for effect in tag.effects]
    assert [(effect.estimate, effect.comparison) for effect in found] == expected


MORE = [
    ("pain", "Pain improved more with acupuncture, P less than 0.01.", "supports"),
    ("pain", "Pain improved more with acupuncture, P greater than 0.10.", "no_benefit"),
    ("wellbeing", "Those needled did better than sham in pain (P = .013), anxiety (.41) and "
     "numbness (.005).", "no_benefit"),
    ("regeneration", "For grip strength the effect was large (d = 0.81, 0.45 to 1.16).",
     "supports"),
]  # fmt: skip


@pytest.mark.parametrize(("claim_id", "sentence", "stance"), MORE)
def test_p_values_and_intervals_in_other_forms(tagger, claim_id, sentence, stance) -> None:
    assert stances(tagger, sentence).get(claim_id, "not_addressed") == stance
