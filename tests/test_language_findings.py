"""Findings as authors tell them, a sentence each, set into a small abstract (`findings.tsv`)."""

import csv
from pathlib import Path

import pytest

from pipeline.records import AbstractSection, Article
from pipeline.tag import Tagger

HERE = Path(__file__).parent
AIM = (
    "To determine whether electroacupuncture (EA) reduces pain and improves nerve conduction in "
    "patients with diabetic peripheral neuropathy (DPN)."
)
METHODS = {
    "sham": "Eighty patients with DPN were randomized to EA or sham acupuncture for 8 weeks. Pain "
    "(VAS), nerve conduction velocity (NCV), numbness, sleep quality (PSQI) and quality of life "
    "(SF-36) were measured.",
    "act": "Eighty patients were randomized to EA or gabapentin for 8 weeks.",
    "add": "Eighty patients were randomized to EA plus mecobalamin or mecobalamin alone for "
    "8 weeks.",
    "two": "Eighty patients were randomized to EA at 2 Hz or EA at 100 Hz for 8 weeks.",
    "none": "Forty patients received EA for 8 weeks.",
    "rat": "Rats underwent chronic constriction injury (CCI) and were divided into sham operation, "
    "model, EA and sham EA groups.",
    "rev": "We searched PubMed and Embase for randomized trials of acupuncture for neuropathy and "
    "pooled them.",
    "wl": "Eighty patients were randomized to acupuncture or a waiting list.",
    "sw": "Ninety patients were randomized to EA, sham acupuncture or a waiting list for 8 weeks.",
    "case": "A woman of 60 was given EA twice a week for 8 weeks.",
    "drug": "Ninety patients were randomized to EA, gabapentin or sham acupuncture for 8 weeks.",
    "ab": "Patients were randomized into an EA group (group A), a sham EA group (group B) and a "
    "control group (group C), 30 in each.",
    "i": "Group I received EA, group II gabapentin.",
    "tens": "Patients were randomized to acupuncture, TENS, exercise or sham acupuncture.",
}
TITLES = {
    "rev": "Acupuncture for neuropathy: a systematic review",
    "case": "Acupuncture for neuropathy: a case report",
}
CLAIMS = ("pain", "regeneration", "sensation", "inflammation", "wellbeing")


def rows() -> list[tuple[str, str, str]]:
    with (HERE / "findings.tsv").open(encoding="utf-8", newline="") as file:
        return [
            (row["arms"], row["stances"], row["result"])
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


@pytest.mark.parametrize(("arms", "stances", "result"), rows())
def test_finding(tagger: Tagger, arms: str, stances: str, result: str) -> None:
    title = TITLES.get(arms, "Electroacupuncture for diabetic peripheral neuropathy: a study")
    texts = (("OBJECTIVE", AIM), ("METHODS", METHODS[arms]), ("RESULTS", result))
    sections = tuple(AbstractSection(label=label, text=text) for label, text in texts)
    tags = tagger.tags(Article(pmid=1, title=title, sections=sections))
    found = {tag.claim_id: tag.stance for tag in tags if tag.claim_id in CLAIMS}
    expected = dict(pair.split("=") for pair in stances.split() if stances != "-")
    assert found == expected
