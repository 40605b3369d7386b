"""What bears on no claim: plans, counts of papers, statements of scope, other illnesses."""

from pathlib import Path

import pytest

from pipeline.language.reading import Reading, read
from pipeline.records import AbstractSection, Article
from pipeline.tag import Tagger

PROTOCOL = Path(__file__).parents[1] / "protocol"
METHODS = ("METHODS", "Patients were randomised to acupuncture or to sham acupuncture.")
Sections = tuple[tuple[str | None, str], ...]


def _sections(told: Sections) -> tuple[AbstractSection, ...]:
    return tuple(AbstractSection(label=label, text=text) for label, text in told)


def addressed(
    tagger: Tagger, *told: tuple[str | None, str], title: str = "Acupuncture"
) -> set[str]:
    article = Article(pmid=1, title=title, sections=_sections(told))
    return {tag.claim_id for tag in tagger.tags(article)}


def reading(tagger: Tagger, *told: tuple[str | None, str], title: str = "") -> Reading:
    found = read(title, _sections(told), tagger.lexicon)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("title", "text", "is_review"),
    [
        ("Needling for sciatica", "A retrospective chart review of acupuncture for pain.", False),
        ("Needling for sciatica", "We present a review of 52 patients given acupuncture.", False),
        (
            "Needling for sciatica",
            "Earlier systematic reviews found that pain eases. Sixty adults got acupuncture.",
            False,
        ),
        ("Needling for sciatica", "Four databases were searched for acupuncture trials.", True),
        ("Acupuncture for pain: nine trials pooled", "Pain was lower with acupuncture.", True),
        ("Needles", "Acupuncture eases it. This review tells how.", True),
    ],
)
def test_a_review_is_told_from_a_look_at_charts(
    tagger: Tagger, title: str, text: str, is_review: bool
) -> None:
    told = (None, f"Pain is common in neuropathy. {text} Pain was studied.")
    assert reading(tagger, told, title=title).is_review is is_review


def test_a_count_of_papers_finds_nothing(tagger: Tagger) -> None:
    text = "Papers on acupuncture increased. Pain relief and reduced inflammation were hotspots."
    title = "Acupuncture and neuropathy: a bibliometric study"
    assert addressed(tagger, ("RESULTS", text), title=title) == set()


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Acupuncture for foot pain: study protocol", "RESULTS"),
        ("Acupuncture for foot pain: statistical analysis plan", "RESULTS"),
        ("Acupuncture for foot pain", "METHODS AND ANALYSIS"),
    ],
)
def test_a_plan_is_known_by_its_title_or_labels(tagger: Tagger, title: str, label: str) -> None:
    text = "Pain is reduced by 30% in responders."
    assert addressed(tagger, (label, "Sixty adults take part."), (None, text), title=title) == set()


@pytest.mark.parametrize(
    "title",
    [
        "A standard acupuncture protocol eases neuropathy",
        "An acupuncture protocol for the treatment of neuropathy",
        "Acupuncture before planned surgery",
    ],
)
def test_what_is_no_plan(tagger: Tagger, title: str) -> None:
    assert addressed(tagger, ("RESULTS", "Pain fell."), title=title) == {"pain"}


@pytest.mark.parametrize(
    ("defined", "result"),
    [
        ("high mobility group protein 1 box (HMGX)", "HMGX improved with acupuncture."),
        ("inflammatory neuropathy (IFN)", "IFN improved with acupuncture."),
        ("acute respiratory distress syndrome (ARDS)", "ARDS was reduced by acupuncture."),
    ],
)
def test_an_outcomes_word_within_a_longer_name_is_not_its_short_form(
    tagger: Tagger, defined: str, result: str
) -> None:
    assert addressed(tagger, ("METHODS", f"We looked at {defined}."), ("RESULTS", result)) == set()


def test_a_scale_of_an_outcome_gives_its_short_form_the_meaning(tagger: Tagger) -> None:
    methods = ("METHODS", "The distress and worry scale (DWS) was filled in.")
    assert addressed(tagger, methods, ("RESULTS", "DWS fell with acupuncture.")) == {"wellbeing"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The objectives of this review are to tell how acupuncture improves sleep and pain.",
        "This review discusses how acupuncture reduces pain and inflammation.",
        "Clinicians are encouraged to reduce pain and improve sleep with acupuncture.",
    ],
)
def test_scope_and_advice_are_no_findings(tagger: Tagger, sentence: str) -> None:
    assert addressed(tagger, ("CONCLUSIONS", sentence)) == set()


def test_a_way_that_a_review_calls_possible_is_no_finding(tagger: Tagger) -> None:
    text = "Acupuncture may relieve pain by reducing inflammation in the cord."
    title = "Acupuncture for neuropathic pain: a review"
    assert addressed(tagger, ("CONCLUSIONS", text), title=title) == {"pain"}


def test_side_effects_do_not_speak_of_the_outcome_named_before(tagger: Tagger) -> None:
    told = "Pain fell with acupuncture. They had more side effects and worse bruising."
    found = reading(tagger, METHODS, ("RESULTS", told)).findings
    assert {finding.value for finding in found if finding.claim_id == "pain"} == {"better"}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Urinary symptoms decreased with acupuncture.", set()),
        ("Depression symptoms decreased with acupuncture.", {"wellbeing"}),
        ("Symptoms decreased with acupuncture.", {"sensation"}),
    ],
)
def test_whose_symptoms(tagger: Tagger, text: str, claims: set[str]) -> None:
    title = "Acupuncture for peripheral neuropathy"
    assert addressed(tagger, METHODS, ("RESULTS", text), title=title) == claims


def test_strength_counts_where_nerves_are_concerned(tagger: Tagger) -> None:
    told = (METHODS, ("RESULTS", "Grip strength rose with acupuncture."))
    assert addressed(tagger, *told, title="Acupuncture in carpal tunnel syndrome") == {
        "regeneration"
    }
    assert addressed(tagger, *told, title="Acupuncture in healthy elders") == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Rapid eye movements were reduced by acupuncture.",
        "Lower functioning patients had better shoes.",
        "The strength of the evidence improved.",
    ],
)
def test_words_of_an_outcome_in_other_phrases(tagger: Tagger, sentence: str) -> None:
    title = "Acupuncture in peripheral neuropathy"
    assert addressed(tagger, METHODS, ("RESULTS", sentence), title=title) == set()


def test_a_scale_of_health_is_none_of_pain(tagger: Tagger) -> None:
    assert "pain" not in addressed(tagger, METHODS, ("RESULTS", "The EQ-VAS rose with needles."))


def test_a_title_that_gives_a_purpose_states_nothing(tagger: Tagger) -> None:
    title = "Acupuncture to relieve pain in old age"
    assert addressed(tagger, (None, "Old people were asked about needles."), title=title) == set()


def test_a_review_is_not_about_what_the_illness_does(tagger: Tagger) -> None:
    title = "Acupuncture for neuropathy: an overview"
    text = "Pain worsened during the winter."
    assert "pain" not in addressed(tagger, ("RESULTS", text), title=title)


def test_an_estimate_with_its_interval_is_a_result_without_labels(tagger: Tagger) -> None:
    text = (
        "We compared acupuncture with usual care. Pain SMD −0.42 (−0.70 to −0.14). "
        "The trials were small. The groups were blind. Needles were thin."
    )
    assert "pain" in addressed(tagger, (None, text))


@pytest.mark.parametrize(
    "text",
    [
        "In mice with neuropathy electroacupuncture strengthened analgesia. "
        "When the drug was given it was studied. The brain was looked at.",
        "Design: crossover. Pain scores: fell by 3.1 points. The needles were thin.",
    ],
)
def test_a_short_abstract_comes_to_its_result_at_once(tagger: Tagger, text: str) -> None:
    assert "pain" in addressed(tagger, (None, text))


def test_that_animals_move_as_before_is_a_control_and_no_finding(tagger: Tagger) -> None:
    def found(text: str) -> set[str]:
        return addressed(tagger, ("METHODS", "Rats got electroacupuncture."), ("RESULTS", text))

    assert found("Electroacupuncture did not affect locomotor activity or the rotarod.") == set()
    assert found("Electroacupuncture improved locomotor function.") == {"regeneration"}


@pytest.mark.parametrize(
    "text",
    [
        "Neuropathic pain is often associated with poor sleep and lower quality of life.",
        "Patients with this condition often have numbness, pain and reduced grip strength.",
        "Stimulation of the points is meant to promote nerve regeneration.",
    ],
)
def test_how_an_illness_usually_is_is_no_finding(tagger: Tagger, text: str) -> None:
    told = "A woman with nerve injury was given acupuncture twice a week."
    assert addressed(tagger, (None, f"{told} {text} The needles were thin.")) == set()
