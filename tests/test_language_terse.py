"""Results told tersely: headings, lone figures, what lasts, whom a difference favours."""

from pathlib import Path

import pytest

from pipeline.records import AbstractSection, Article
from pipeline.tag import Tagger

PROTOCOL = Path(__file__).parents[1] / "protocol"
METHODS = "Adults were randomised to acupuncture or to sham acupuncture for eight weeks."


def stance_of(tagger: Tagger, claim_id: str, *sentences: str, label: str | None = None) -> str:
    sections = (
        AbstractSection(label=label and "METHODS", text=METHODS),
        AbstractSection(label=label, text=" ".join(sentences)),
    )
    found = tagger.tags(Article(pmid=1, title="A trial of acupuncture", sections=sections))
    return {tag.claim_id: tag.stance for tag in found}.get(claim_id, "not_addressed")


@pytest.mark.parametrize(
    ("claim_id", "sentence", "stance"),
    [
        ("pain", "Worst pain at week 8: −0.2 (95% CI −0.9 to 0.5).", "no_benefit"),
        ("sensation", "Numbness score: 0.4 (−1.1 to 1.9).", "no_benefit"),
        ("regeneration", "Peroneal conduction velocity: all P > 0.20.", "no_benefit"),
        ("sensation", "In most of the patients the numbness persisted.", "no_benefit"),
        ("pain", "Pain was uninfluenced by the needles.", "no_benefit"),
        ("wellbeing", "Anxiety and sleep quality were much the same in both groups.", "no_benefit"),
        ("sensation", "The courses of numbness ran parallel under needles and sham.", "no_benefit"),
        ("pain", "The difference in pain favoured acupuncture (P = 0.01).", "supports"),
        ("sensation", "Sural amplitudes rose in the acupuncture group (P < 0.01).", "supports"),
        ("inflammation", "No trial measured cytokines.", "not_addressed"),
        ("regeneration", "Nerve conduction was not repeated.", "not_addressed"),
        ("pain", "Before treatment the two groups did not differ in pain.", "not_addressed"),
    ],
)
def test_a_terse_result(tagger: Tagger, claim_id: str, sentence: str, stance: str) -> None:
    assert stance_of(tagger, claim_id, sentence, label="RESULTS") == stance


def test_the_first_result_after_the_methods_without_labels(tagger: Tagger) -> None:
    sentence = "Neither worst nor average pain was lower than with sham (both P > 0.3)."
    assert stance_of(tagger, "pain", sentence) == "no_benefit"
