"""Which way a change is good, whose it is, and what takes a benefit back."""

from pathlib import Path

import pytest

from pipeline.records import AbstractSection, Article
from pipeline.tag import Tagger

PROTOCOL = Path(__file__).parents[1] / "protocol"
TRIAL = "Adults were randomised to acupuncture or to sham acupuncture for eight weeks."


def stance_of(
    tagger: Tagger, claim_id: str, results: str, *, methods: str = TRIAL, title: str = "A study"
) -> str:
    sections = (
        AbstractSection(label="METHODS", text=methods),
        AbstractSection(label="RESULTS", text=results),
    )
    found = tagger.tags(Article(pmid=1, title=f"{title} of acupuncture", sections=sections))
    return {tag.claim_id: tag.stance for tag in found}.get(claim_id, "not_addressed")


@pytest.mark.parametrize(
    ("claim_id", "results", "stance"),
    [
        ("pain", "Acupuncture lengthened the walk to pain by a third.", "supports"),
        ("pain", "Patients given acupuncture walked for longer before it hurt.", "supports"),
        ("pain", "The time to the onset of pain was shorter with acupuncture.", "worse"),
        ("wellbeing", "Acupuncture increased the rats' exhaustion time.", "supports"),
    ],
)
def test_a_time_up_to_an_outcome(tagger: Tagger, claim_id: str, results: str, stance: str) -> None:
    assert stance_of(tagger, claim_id, results) == stance


@pytest.mark.parametrize(
    ("claim_id", "results"),
    [
        ("wellbeing", "With acupuncture patients slept better and felt more in control."),
        ("inflammation", "Macrophages were fewer with acupuncture and had more lysosomes."),
        (
            "wellbeing",
            "With acupuncture patients were less fatigued, slept through more nights and were "
            "calmer than with sham.",
        ),
        ("pain", "Acupuncture gave less rescue morphine consumption than sham."),
    ],
)
def test_a_degree_scales_its_own_noun(tagger: Tagger, claim_id: str, results: str) -> None:
    assert stance_of(tagger, claim_id, results) == "supports"


@pytest.mark.parametrize(
    "results",
    [
        "Pain was lower with acupuncture than with sham, but the difference was not significant.",
        "Pain was lower with acupuncture than with sham, though not significantly so.",
        "Pain fell more after acupuncture than after sham. However, this difference did not reach "
        "statistical significance (P = 0.21).",
        "Pain got less in everybody; the two arms did not differ.",
    ],
)
def test_a_difference_taken_back_is_no_benefit(tagger: Tagger, results: str) -> None:
    assert stance_of(tagger, "pain", results) == "no_benefit"


def test_a_difference_taken_back_at_one_time_leaves_the_other(tagger: Tagger) -> None:
    results = (
        "Pain was lower with acupuncture than with sham at week 8, but the difference was not "
        "significant at week 24."
    )
    assert stance_of(tagger, "pain", results) == "mixed"


@pytest.mark.parametrize(
    "results",
    [
        "Acupuncture lowered TNF-α in wild-type mice but not in P2X7-/- mice.",
        "Numbness left 12 of 20 who had needles and three of 20 who had not (P = 0.01), and "
        "the cytokines TNF-α and IL-6 fell.",
    ],
)
def test_a_denial_that_is_not_about_the_intervention(tagger: Tagger, results: str) -> None:
    assert stance_of(tagger, "inflammation", results) == "supports"


def test_an_arm_of_unknown_name_is_another_treatment(tagger: Tagger) -> None:
    results = (
        "Compared with the model group, acupuncture and meloxicam raised the mechanical pain "
        "threshold (P<0.05); no significant difference existed between the acupuncture and "
        "meloxicam groups."
    )
    methods = "Rats were divided into model, acupuncture and meloxicam groups."
    assert stance_of(tagger, "pain", results, methods=methods) == "supports"


def test_the_arm_that_a_sentence_begins_with_is_compared(tagger: Tagger) -> None:
    results = "Against sham, acupuncture resulted in more neuropathy symptoms at week 12."
    assert stance_of(tagger, "sensation", results) == "worse"


@pytest.mark.parametrize(
    ("claim_id", "results"),
    [
        ("inflammation", "High-current acupuncture increased TNF-α and IL-6."),
        ("wellbeing", "Prenatal acupuncture produced anxiety in the offspring."),
        ("sensation", "Acupuncture was followed by an increase in numbness."),
    ],
)
def test_a_harm_told_plainly(tagger: Tagger, claim_id: str, results: str) -> None:
    assert stance_of(tagger, claim_id, results, methods="Adults had acupuncture.") == "worse"


@pytest.mark.parametrize(
    ("claim_id", "results"),
    [
        ("inflammation", "Acupuncture raised BDNF expression in microglia."),
        ("inflammation", "The kinase was activated by acupuncture in astrocytes and microglia."),
        ("regeneration", "Vacuolation of the myelin was halved by acupuncture."),
        ("regeneration", "Axon dropout was halved by acupuncture."),
        (
            "inflammation",
            "Acupuncture relieved pain and hastened conduction. Sleep improved after acupuncture. "
            "Acupuncture increased IL-6.",
        ),
    ],
)
def test_what_is_no_harm(tagger: Tagger, claim_id: str, results: str) -> None:
    assert stance_of(tagger, claim_id, results, methods="Rats had acupuncture.") != "worse"


@pytest.mark.parametrize(
    ("claim_id", "results", "stance"),
    [
        (
            "inflammation",
            "After acupuncture IL-6 fell significantly, but TNF-α rose significantly.",
            "mixed",
        ),
        (
            "pain",
            "Acupuncture diminished hyperalgesia. With or without the drug, analgesia lasted for "
            "more time on day two than on day seven.",
            "supports",
        ),
        (
            "wellbeing",
            "Depression fell with acupuncture. The effect was larger than expected in "
            "participants with severe depression.",
            "supports",
        ),
        (
            "pain",
            "Pain fell with acupuncture. Pain troubled 7 of 20 who had sham and none with "
            "acupuncture (P < 0.01).",
            "supports",
        ),
        ("pain", "Acupuncture relieved refractory pain.", "supports"),
    ],
)
def test_what_stands_against_a_benefit(
    tagger: Tagger, claim_id: str, results: str, stance: str
) -> None:
    assert stance_of(tagger, claim_id, results) == stance


def test_two_forms_joined_are_no_addition_to_another_treatment(tagger: Tagger) -> None:
    methods = "Patients had moxibustion plus acupuncture, or gabapentin."
    results = "Pain fell with acupuncture and with gabapentin, without difference between groups."
    assert stance_of(tagger, "pain", results, methods=methods) == "supports"


@pytest.mark.parametrize(
    ("title", "stance"),
    [
        ("Peroneal palsy following acupuncture: a case report", "worse"),
        ("Acupuncture-induced radial nerve injury: a case report", "worse"),
        ("Recovery of facial palsy after acupuncture: a case report", "supports"),
        ("Facial palsy treated by acupuncture: a case report", "supports"),
    ],
)
def test_a_case_of_what_the_needles_did(tagger: Tagger, title: str, stance: str) -> None:
    text = "A man of 50 had needles in the leg. Numbness came on. The numbness improved in a year."
    sections = (AbstractSection(label=None, text=text),)
    found = tagger.tags(Article(pmid=1, title=title, sections=sections))
    assert {tag.claim_id: tag.stance for tag in found}["sensation"] == stance


def test_a_symptom_that_the_needles_brought_and_not_the_one_they_were_for(tagger: Tagger) -> None:
    text = "After needling for shoulder pain, a 34-year-old woman had numbness of the thumb."
    sections = (AbstractSection(label=None, text=text),)
    title = "Radial nerve injury after acupuncture: a case report"
    found = tagger.tags(Article(pmid=1, title=title, sections=sections))
    assert {tag.claim_id: tag.stance for tag in found} == {"sensation": "worse"}


@pytest.mark.parametrize(
    "results",
    [
        "Pain relief in the sham group lagged behind that in the acupuncture group.",
        "In numbness the sham arm was a week behind those who had acupuncture.",
    ],
)
def test_who_lags_behind(tagger: Tagger, results: str) -> None:
    found = {stance_of(tagger, claim_id, results) for claim_id in ("pain", "sensation")}
    assert found == {"supports", "not_addressed"}


@pytest.mark.parametrize(
    ("results", "stance"),
    [
        ("TNF-α fell where food was withheld, and acupuncture had no effect.", "no_benefit"),
        ("IL-6 had fallen in all by day ten, acupuncture making no difference.", "no_benefit"),
        ("In wild-type mice IL-6 fell; in knock-outs acupuncture had no effect.", "supports"),
    ],
)
def test_a_benefit_that_is_not_of_the_intervention(
    tagger: Tagger, results: str, stance: str
) -> None:
    assert stance_of(tagger, "inflammation", results, methods="Mice had acupuncture.") == stance
