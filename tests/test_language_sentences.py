"""Sentences, their roles, and the abbreviations that an abstract defines."""

import pytest

from pipeline.language.sentences.cutting import sentences
from pipeline.language.sentences.roles import role_of_label, roles
from pipeline.language.words.abbreviations import definitions
from pipeline.language.words.lexicon import general_cues
from pipeline.records import AbstractSection


def cut(text: str) -> list[str]:
    return [sentence.text for sentence in sentences((AbstractSection(text=text),))]


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Pain fell (p = .03). Sleep improved.", 2),
        ("Rats had 6 mg/kg i.p. oxaliplatin. They were needled.", 2),
        ("EA vs. sham was compared. It worked.", 2),
        ("Was it safe? It was!", 2),
        ("Scores fell from 7.1 to 3.0 (P<0.01).", 1),
        ("One line\nanother line", 2),
        ("Sleep did not differ. hs-CRP and IL-6 fell. mRNA fell. p38 fell. c-Fos fell.", 5),
        ("Pain fell. von Frey thresholds rose. de qi was sought.", 3),
        ("Pain fell (P < .05).Numbness did not change.", 2),
        ("They improved.[12] Sleep was better.3,4 Numbness was not.", 3),
        ("Smith et al. Found it, as did Drs. Li and Wu (5 v. 3; Fig. 2, Tab. 3).", 1),
        ("Rats got 6 mg i.m. B12 at St. 36, GB. 34 and point no. 3.", 1),
        ("The answer was no. Pain did not fall.", 2),
        ("The score (min. 0, max. 10) fell in approx. 20 patients.", 1),
        (
            "Pain fell in group A. It rose in group B. At 22 °C. Rats slept.",
            4,
        ),
        ("S. aureus was found by J. Smith in the P. R. China.", 1),
        ("1. Pain fell. 2. Sleep improved.", 2),
        ("", 0),
    ],
)
def test_where_a_sentence_ends(text: str, n: int) -> None:
    assert len(cut(text)) == n


def test_offsets_are_into_the_joined_abstract() -> None:
    sections = (
        AbstractSection(label="METHODS", text=" Needles were used. "),
        AbstractSection(label="RESULTS", text="Pain fell.  Sleep improved."),
    )
    joined = "\n".join(section.text for section in sections)
    found = sentences(sections)
    assert [joined[s.start : s.end] for s in found] == [s.text for s in found]
    assert [s.label for s in found] == ["METHODS", "RESULTS", "RESULTS"]


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("MAIN RESULTS", "result"),
        ("Findings", "result"),
        ("AUTHORS' CONCLUSIONS", "conclusion"),
        ("INTERPRETATION", "conclusion"),
        ("OBJECTIVE", "aim"),
        ("BACKGROUND AND OBJECTIVE", "aim"),
        ("MATERIAL/METHODS", "method"),
        ("MAIN OUTCOME MEASURES", None),
        ("METHODS AND RESULTS", None),
        ("WHAT WE DID", None),
        (None, None),
    ],
)
def test_the_role_that_a_label_tells(label: str | None, role: str | None) -> None:
    assert role_of_label(label, general_cues()) == role


def test_the_roles_of_an_unlabelled_abstract() -> None:
    text = (
        "Neuropathy is a common and disabling complication of chemotherapy. "
        "The aim of this study was to determine whether acupuncture relieves it. "
        "Forty patients were randomly assigned to acupuncture or usual care. "
        "Symptoms were assessed with a questionnaire at baseline and at week 8. "
        "Scores were significantly lower in the acupuncture group (P<0.001). "
        "In conclusion, these findings suggest that acupuncture may be helpful."
    )
    found = sentences((AbstractSection(text=text),))
    given = roles(found, general_cues())
    assert given[2:] == ["method", "method", "result", "conclusion"]
    assert not {"result", "conclusion"} & set(given[:2])


def test_inline_labels_help_where_there_are_no_sections() -> None:
    found = sentences((AbstractSection(text="Results: Pain fell. Conclusion: Needles help."),))
    assert roles(found, general_cues()) == ["result", "conclusion"]


@pytest.mark.parametrize(
    ("text", "short", "long_form"),
    [
        ("mechanical withdrawal threshold (MWT) rose", "MWT", "mechanical withdrawal threshold"),
        ("quality of life (QoL) was rated", "QoL", "quality of life"),
        ("electro-acupuncture (EA) was used", "EA", "electro-acupuncture"),
        ("nerve conduction velocities (NCVs) rose", "NCV", "nerve conduction velocities"),
    ],
)
def test_a_definition_in_brackets(text: str, short: str, long_form: str) -> None:
    assert definitions(text) == {short: long_form}


@pytest.mark.parametrize("text", ["pain (P<0.01)", "needles (ST36)", "rats (n = 8)", "sham (a)"])
def test_brackets_that_define_nothing(text: str) -> None:
    assert definitions(text) == {}
