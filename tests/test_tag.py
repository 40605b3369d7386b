"""The tagger on sentences of our own: a case for each thing that abstracts' language does."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pipeline.protocol import load_claims, load_criteria
from pipeline.protocol.claims import Claims
from pipeline.protocol.overrides import Override
from pipeline.records import AbstractSection, Article, Tag, read_records, write_records
from pipeline.tag import Tagger, run, with_overrides

PROTOCOL = Path(__file__).parents[1] / "protocol"
METHODS = (
    "METHODS",
    "Patients were randomised to acupuncture or to sham acupuncture for eight weeks.",
)


def article(*sections: tuple[str | None, str], title: str = "") -> Article:
    return Article(
        pmid=1,
        title=title,
        sections=tuple(AbstractSection(label=label, text=text) for label, text in sections),
    )


def stances(tagger: Tagger, *sections: tuple[str | None, str], title: str = "") -> dict[str, str]:
    found = {tag.claim_id: tag.stance for tag in tagger.tags(article(*sections, title=title))}
    return {claim_id: found[claim_id] for claim_id in found if claim_id in BENEFITS}


ENDINGS = ("", "s", "e", "ing", "ure", "ur", "uncture")  # what a term may leave open
# Words of terms that tell how the treatment was given, and do not name it.
TELLS_HOW = frozenset(("and", "or", "not", "with", "through", "plus", "versus", "vs"))
BENEFITS = ("pain", "regeneration", "sensation", "inflammation", "wellbeing")


def examples():
    for claim in load_claims(PROTOCOL).claims:
        for example in claim.examples:
            yield pytest.param(claim.id, example, id=f"{claim.id}: {example.text[:40]}")


@pytest.mark.parametrize(("claim_id", "example"), list(examples()))
def test_the_protocols_examples(tagger: Tagger, claim_id: str, example) -> None:
    found = {
        t.claim_id: t.stance
        for t in tagger.tags(article(("RESULTS", example.text), title=example.title))
    }
    assert found.get(claim_id, "not_addressed") == example.stance


NULL = [
    "There was no significant difference in pain between acupuncture and sham.",
    "Pain scores did not differ between the acupuncture and sham groups.",
    "Acupuncture was not superior to sham in lowering pain.",
    "Pain intensity was similar in both groups at week 8.",
    "Acupuncture failed to reduce pain compared with sham.",
    "Neither pain nor numbness improved more with acupuncture than with sham.",
    "Acupuncture gave no additional benefit over sham for pain.",
    "Pain (VAS) was 4.1 with acupuncture and 4.3 with sham acupuncture (P = 0.34).",
    "The mean difference in pain was -0.3 (95% CI -0.9 to 0.3) against sham.",
    "Pain decreased in both groups, with no difference between them.",
    "Pain was no lower after acupuncture than after sham.",
    "VAS scores were comparable between real and sham acupuncture.",
]


@pytest.mark.parametrize("sentence", NULL)
def test_null_results_in_all_their_dress(tagger: Tagger, sentence: str) -> None:
    assert stances(tagger, METHODS, ("RESULTS", sentence))["pain"] == "no_benefit"


BETTER = [
    ("pain", "Acupuncture lowered the VAS score more than sham did (P < 0.01)."),
    ("pain", "Paw withdrawal thresholds were higher after EA than in the model group."),
    ("pain", "Electroacupuncture attenuated the paclitaxel-induced increase in pain behaviour."),
    ("pain", "Allodynia was reversed by electroacupuncture."),
    ("regeneration", "Nerve conduction velocity rose after acupuncture."),
    ("regeneration", "Distal motor latency shortened significantly in the acupuncture group."),
    ("regeneration", "Electroacupuncture prevented the decrease in nerve conduction velocity."),
    ("regeneration", "Fewer myelinated fibres were lost under electroacupuncture."),
    ("inflammation", "EA inhibited the up-regulation of TNF-α and IL-1 beta."),
    ("inflammation", "Spinal TNF‐alpha and IL–6 fell after electroacupuncture."),
    ("inflammation", "Interleukin-10 was increased by electroacupuncture."),
    ("wellbeing", "Sleep quality improved and insomnia decreased after acupuncture."),
    ("wellbeing", "Anxiety and disability were reduced by acupuncture compared with usual care."),
    ("wellbeing", "IL-6 rose less, and anxiety was lower, in the acupuncture group."),
    ("sensation", "Numbness and tingling were alleviated by acupuncture (P=0.002)."),
    ("sensation", "Numbness lessened; paraesthesia subsided after acupuncture."),
    ("sensation", "FACT/GOG-Ntx rose by 6 points in the acupuncture group (P<0.05)."),
]  # fmt: skip


@pytest.mark.parametrize(("claim_id", "sentence"), BETTER)
def test_polarity_follows_the_outcome(tagger: Tagger, claim_id: str, sentence: str) -> None:
    assert stances(tagger, ("RESULTS", sentence))[claim_id] == "supports"


def test_a_smaller_rise_of_a_bad_thing_is_good(tagger: Tagger) -> None:
    text = "There was less increase in pain with acupuncture than with sham acupuncture (P<0.05)."
    assert stances(tagger, METHODS, ("RESULTS", text))["pain"] == "supports"


WHO = [
    ("EA was superior to gabapentin in relieving pain.", "supports"),
    ("Gabapentin was superior to electroacupuncture in relieving pain.", "no_benefit"),
    ("Pain was lower in the gabapentin group than in the acupuncture group.", "no_benefit"),
    ("Acupuncture plus mecobalamin reduced pain more than mecobalamin alone.", "supports"),
    (
        "Pain fell in both groups (P<0.01), and acupuncture and gabapentin did not differ.",
        "supports",
    ),
]


@pytest.mark.parametrize(("sentence", "stance"), WHO)
def test_who_did_better(tagger: Tagger, sentence: str, stance: str) -> None:
    methods = ("METHODS", "Sixty patients received acupuncture or gabapentin.")
    assert stances(tagger, methods, ("RESULTS", sentence))["pain"] == stance


INERT = [
    "false acupuncture", "irrelevant acupoints", "superficial acupuncture", "minimal needling",
    "blunt needles", "retractable needles", "non-inserted needles", "toothpicks", "foam pads",
    "unlit moxa", "sticking plasters without seeds", "needling away from meridians",
    "off-meridian needling", "acupuncture at non-acupoints", "bogus acupuncture",
    "false stimulation", "subthreshold stimulation", "a device without current",
    "an unplugged device", "a disconnected stimulator", "detuned laser", "no stimulation",
    "no additional treatment", "delayed acupuncture", "delayed treatment", "the deferred group",
    "best medical care", "usual medical care", "ordinary care", "usual treatment", "advice only",
    "education only", "rehabilitation nursing", "non-users",
]  # fmt: skip
ACTIVE = [
    "paracetamol", "cobalamin", "prostaglandin E1", "mouse nerve growth factor", "a brace",
    "wrist orthoses", "antidepressants", "triamcinolone", "short-wave diathermy", "folic acid",
    "calcium dobesilate", "meloxicam", "stretching", "mirror therapy", "decompression surgery",
]  # fmt: skip


@pytest.mark.parametrize("arm", INERT)
def test_no_difference_from_an_inert_arm_is_no_benefit(tagger: Tagger, arm: str) -> None:
    told = f"Pain fell in both groups, with no difference between acupuncture and {arm} (P = 0.4)."
    assert stances(tagger, ("RESULTS", told))["pain"] == "no_benefit"


@pytest.mark.parametrize("arm", ACTIVE)
def test_less_than_another_treatment_is_not_worse(tagger: Tagger, arm: str) -> None:
    told = f"Pain fell significantly more with {arm} than with acupuncture (P < 0.01)."
    assert stances(tagger, ("RESULTS", told))["pain"] == "no_benefit"


def test_another_arm_of_the_same_trial_does_not_count(tagger: Tagger) -> None:
    text = "In the exercise group pain decreased significantly."
    methods = ("METHODS", "Acupuncture was compared with exercise.")
    assert "pain" not in stances(tagger, methods, ("RESULTS", text))


def test_two_regimens_are_judged_on_their_change(tagger: Tagger) -> None:
    assert (
        stances(
            tagger,
            ("METHODS", "Patients had acupuncture once or three times a week."),
            (
                "RESULTS",
                "Pain decreased in both groups (P<0.01). Pain did not differ between them.",
            ),
            title="Acupuncture once or three times a week",
        )["pain"]
        == "supports"
    )


def test_outcomes_of_one_sentence_part_company(tagger: Tagger) -> None:
    text = "Pain and sleep improved after acupuncture, but numbness did not."
    found = stances(tagger, ("RESULTS", text))
    assert found == {"pain": "supports", "sensation": "no_benefit", "wellbeing": "supports"}


@pytest.mark.parametrize(
    "text",
    [
        "Thresholds of pain rose with 2 Hz electroacupuncture but not with 100 Hz.",
        "Pain was lower than with sham at week 4 (P=0.01), but pain did not differ at week 12.",
        "The fall in pain was significant but clinically unimportant.",
    ],
)
def test_findings_that_disagree_are_mixed(tagger: Tagger, text: str) -> None:
    assert stances(tagger, METHODS, ("RESULTS", text))["pain"] == "mixed"


NOT_FINDINGS = [
    ("BACKGROUND", "Acupuncture reduces pain in many conditions."),
    ("OBJECTIVE", "To determine whether electroacupuncture reduces neuropathic pain."),
    ("METHODS", "Pain was measured by VAS after acupuncture."),
    ("RESULTS", "Adverse events of acupuncture were needling pain and bruising."),
    ("RESULTS", "Previous studies have shown that acupuncture reduces pain."),
    ("CONCLUSIONS", "Future trials of acupuncture should measure pain."),
    ("RESULTS", "Secondary outcomes were improvement of pain and sleep after acupuncture."),
    ("RESULTS", "The total effective rate was higher with acupuncture (P<0.05)."),
    ("CONCLUSIONS", "Acupuncture is effective for diabetic peripheral neuropathy."),
]


@pytest.mark.parametrize(("label", "text"), NOT_FINDINGS)
def test_only_findings_tag(tagger: Tagger, label: str, text: str) -> None:
    assert stances(tagger, (label, text)) == {}


def test_a_protocol_addresses_nothing(tagger: Tagger) -> None:
    sections = [
        ("METHODS", "Sixty patients will receive acupuncture. Pain will be measured by VAS."),
        ("DISCUSSION", "The trial will show whether acupuncture reduces pain."),
    ]
    assert stances(tagger, *sections, title="Acupuncture for pain: study protocol") == {}


VERDICTS = [
    "There is insufficient evidence that acupuncture relieves pain.",
    "No firm conclusion can be drawn on acupuncture for pain.",
    "Whether acupuncture relieves pain remains uncertain.",
]


@pytest.mark.parametrize("text", VERDICTS)
def test_no_conclusion_is_inconclusive(tagger: Tagger, text: str) -> None:
    found = stances(tagger, ("CONCLUSIONS", text), title="Acupuncture: a systematic review")
    assert found["pain"] == "inconclusive"


MORE = [
    ("Two of three trials found that acupuncture reduced pain.", "mixed"),
    ("Over eight weeks the acupuncture group improved more than the controls in pain.", "supports"),
    ("Pain fell with acupuncture but did not fall in the control group (P<0.05).", "supports"),
    ("Acupuncture was as effective as gabapentin against pain, with no difference.", "supports"),
    ("Pain improved in both groups, more so with gabapentin.", "mixed"),
    ("Pain: MD -0.2 (-0.9 to 0.5) against sham acupuncture.", "no_benefit"),
    ("Twenty of 24 patients reported no pain after acupuncture.", "supports"),
    ("Acupuncture, but not sham acupuncture, lowered pain.", "supports"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "stance"), MORE)
def test_constructions_that_mislead(tagger: Tagger, text: str, stance: str) -> None:
    told = stances(tagger, ("RESULTS", text), title="Acupuncture in diabetic neuropathy")
    assert told["pain"] == stance


def test_groups_alike_before_treatment_are_no_null_result(tagger: Tagger) -> None:
    text = (
        "Before treatment there was no difference in pain between the groups. "
        "After treatment pain was lower with acupuncture than with sham (P<0.01)."
    )
    assert stances(tagger, METHODS, ("RESULTS", text))["pain"] == "supports"


def test_a_cases_history_is_no_finding(tagger: Tagger) -> None:
    text = "His pain had not improved with drugs. After acupuncture the pain subsided."
    assert stances(tagger, ("CASE", text), title="A case report")["pain"] == "supports"


def test_no_prevention_is_no_benefit(tagger: Tagger) -> None:
    text = "Acupuncture did not prevent CIPN compared with sham."
    assert stances(tagger, METHODS, ("RESULTS", text))["sensation"] == "no_benefit"


def names_of_the_intervention():
    for modality in load_criteria(PROTOCOL).modalities:
        for term in (*modality.terms, *modality.loose):
            if TELLS_HOW.isdisjoint(term.split()):
                yield term


def test_the_treatment_is_known_by_every_name_that_the_screen_has_for_it(tagger: Tagger) -> None:
    def is_known(term: str) -> bool:
        written = (term.replace("*", ending) for ending in ENDINGS)
        return any("arm.intervention" in tagger.lexicon.words.ids(text) for text in written)

    assert [term for term in names_of_the_intervention() if not is_known(term)] == []


def test_a_record_that_names_no_such_treatment_is_not_tagged(tagger: Tagger) -> None:
    results = ("RESULTS", "Neuropathic pain fell significantly (P < 0.01).")
    titles = ("Gabapentin in diabetes", "Electroacupuncture in diabetes")
    assert [stances(tagger, results, title=title) for title in titles] == [{}, {"pain": "supports"}]


def test_that_research_is_needed_says_nothing(tagger: Tagger) -> None:
    text = "Acupuncture reduced pain more than sham (P<0.01). Further research is needed."
    assert stances(tagger, METHODS, ("RESULTS", text))["pain"] == "supports"


def test_a_favourable_pooled_result_outweighs_a_caveat(tagger: Tagger) -> None:
    sections = [
        ("RESULTS", "Acupuncture reduced pain (MD -1.2, 95% CI -1.6 to -0.8; 9 trials)."),
        ("CONCLUSIONS", "The evidence is of low certainty and insufficient to be sure."),
    ]
    assert stances(tagger, *sections, title="A meta-analysis")["pain"] == "supports"


def test_an_antagonist_explains_and_does_not_count_against(tagger: Tagger) -> None:
    text = (
        "EA raised the paw withdrawal threshold of the rats (P<0.01). "
        "The analgesia was abolished by naloxone, an opioid antagonist."
    )
    assert stances(tagger, ("RESULTS", text))["pain"] == "supports"


def test_what_the_model_suffers_is_not_ours(tagger: Tagger) -> None:
    text = (
        "Compared with the normal group, the paw withdrawal threshold of the model group fell. "
        "Compared with the model group, it rose in the electroacupuncture group."
    )
    assert stances(tagger, ("RESULTS", text))["pain"] == "supports"


def test_abbreviations_are_carried_on(tagger: Tagger) -> None:
    sections = [
        ("METHODS", "The brief fatigue record (BFR) was kept. True needling (TN) met sham (SN)."),
        ("RESULTS", "Acupuncture lowered BFR significantly."),
    ]
    assert stances(tagger, *sections)["wellbeing"] == "supports"


def test_a_known_abbreviation_that_means_something_else_is_not_ours(tagger: Tagger) -> None:
    text = "Acupuncture raised the north sea index (NSI). The vascular area share (VAS) rose."
    assert "pain" not in stances(tagger, ("RESULTS", text))


def test_a_sentence_without_an_outcome_speaks_of_the_last(tagger: Tagger) -> None:
    text = "Pain was rated daily under acupuncture. It fell significantly (P<0.01)."
    assert stances(tagger, ("RESULTS", text))["pain"] == "supports"


def test_an_unlabelled_abstract(tagger: Tagger) -> None:
    text = (
        "Neuropathy after chemotherapy is common and its pain is hard to treat. We aimed to find "
        "out whether acupuncture reduces it. Sixty patients were randomised to acupuncture or "
        "usual care. Pain scores were significantly lower with acupuncture than with usual care "
        "(P<0.01), whereas quality of life did not differ. In conclusion, acupuncture may help."
    )
    assert stances(tagger, (None, text)) == {"pain": "supports", "wellbeing": "no_benefit"}


def test_a_title_states_a_finding_and_is_never_quoted(tagger: Tagger) -> None:
    title = "Electroacupuncture alleviates neuropathic pain in rats via spinal opioids"
    record = article((None, "Rats had needles at ST36 daily. Much was seen."), title=title)
    pain = next(tag for tag in tagger.tags(record) if tag.claim_id == "pain")
    assert (pain.stance, pain.rule) == ("supports", "stated_in_title")
    assert pain.quote == "Much was seen."


def test_a_title_alone_is_no_abstract(tagger: Tagger) -> None:
    assert list(tagger.tags(Article(pmid=1, title="Acupuncture relieves pain"))) == []


def test_the_quote_stands_in_the_abstract(tagger: Tagger) -> None:
    record = article(
        METHODS,
        ("RESULTS", "Sleep was poor. Pain fell more with acupuncture than with sham (P<0.01)."),
    )
    (tag,) = [tag for tag in tagger.tags(record) if tag.claim_id == "pain"]
    assert record.abstract is not None
    assert record.abstract[tag.quote_start : tag.quote_end] == tag.quote
    assert tag.quote == "Pain fell more with acupuncture than with sham (P<0.01)."
    assert tag.section == "RESULTS"


def test_a_denial_left_over_lowers_the_confidence(tagger: Tagger) -> None:
    told = "Pain fell with acupuncture (P<0.01)."
    beside = "Pain fell as well in those who did not come back."
    ((_, plain, _),) = tagger.verdicts(article(("RESULTS", told)))
    ((_, doubted, _),) = tagger.verdicts(article(("RESULTS", f"{told} {beside}")))
    assert (plain.stance, doubted.stance) == ("supports", "supports")
    assert (plain.key, doubted.key) == ("improved", "improved?")
    assert doubted.confidence < plain.confidence


def test_spin_is_flagged_and_does_not_turn_the_stance(tagger: Tagger) -> None:
    sections = [
        METHODS,
        ("RESULTS", "Pain did not differ between acupuncture and sham (P=0.6)."),
        ("CONCLUSIONS", "Acupuncture relieves pain and can be recommended."),
    ]
    tag = next(t for t in tagger.tags(article(*sections)) if t.claim_id == "pain")
    assert (tag.stance, tag.is_spin) == ("no_benefit", True)


def test_figures_are_tied_to_their_outcome(tagger: Tagger) -> None:
    text = (
        "Acupuncture was better than sham in pain (MD -1.25, 95% CI -1.63 to -0.86, P = 0.001) "
        "and in quality of life (SMD 0.40; 95% CI, 0.10 to 0.70)."
    )
    tags = {t.claim_id: t for t in tagger.tags(article(METHODS, ("RESULTS", text)))}
    (pain,) = tags["pain"].effects
    assert (pain.measure, pain.estimate, pain.ci_low, pain.ci_high, pain.p_value) == (
        "MD", -1.25, -1.63, -0.86, 0.001,
    )  # fmt: skip
    (life,) = tags["wellbeing"].effects
    assert (life.measure, life.estimate) == ("SMD", 0.40)


def test_a_null_result_tells_which_way_it_leans(tagger: Tagger) -> None:
    text = "Pain did not differ between acupuncture and sham (MD -0.4, 95% CI -1.1 to 0.3)."
    tag = next(t for t in tagger.tags(article(METHODS, ("RESULTS", text))) if t.claim_id == "pain")
    assert (tag.stance, tag.direction) == ("no_benefit", "favours")


def test_mechanisms_are_tagged_apart(tagger: Tagger) -> None:
    text = "β-Endorphin in plasma increased after electroacupuncture."
    tags = [t.claim_id for t in tagger.tags(article(("RESULTS", text)))]
    assert tags == ["opioids"]


def test_a_second_protocol_needs_no_code() -> None:
    claims = Claims.model_validate(
        {
            "arms": {"intervention": ["exercise", "training"], "active": ["ibuprofen"]},
            "claims": [
                {
                    "id": "stiffness",
                    "name": "Stiffness",
                    "statement": "Exercise eases the stiff knee.",
                    "outcomes": [{"name": "stiffness", "good": "down", "terms": ["stiffness"]}],
                }
            ],
        }
    )
    text = "Knee stiffness fell more with exercise than with usual care (P<0.01)."
    (tag,) = Tagger(claims).tags(article(("RESULTS", text)))
    assert (tag.claim_id, tag.stance) == ("stiffness", "supports")


def test_overrides_win_and_say_so() -> None:
    tag = Tag(
        pmid=1, claim_id="pain", stance="supports", confidence=0.8, quote="q", quote_start=0,
        quote_end=1, rule="improved",
    )  # fmt: skip

    def override(pmid: int, field: str, value: str) -> Override:
        day = date(2026, 1, 1)
        return Override(pmid=pmid, field=field, value=value, reason="r", who="w", date=day, line=2)

    corrected = with_overrides(
        [tag],
        [override(1, "stance.pain", "mixed"), override(2, "stance.sensation", "worse")],
    )
    assert [(t.pmid, t.claim_id, t.stance, t.source) for t in corrected] == [
        (1, "pain", "mixed", "override"),
        (2, "sensation", "worse", "override"),
    ]
    assert with_overrides([tag], [override(1, "stance.pain", "not_addressed")]) == []


@pytest.mark.parametrize(
    ("given", "direction", "is_spin"),
    [("supports", "favours", True), ("worse", "against", False), ("mixed", "unstated", False)],
)
def test_an_override_leans_as_its_stance_does(given, direction, is_spin) -> None:
    tag = Tag(
        pmid=1, claim_id="pain", stance="supports", confidence=0.8, quote="q", quote_start=0,
        quote_end=1, rule="improved", direction="favours", is_spin=True,
    )  # fmt: skip
    override = Override(
        pmid=1, field="stance.pain", value=given, reason="r", who="w", date=date(2026, 1, 1), line=2
    )
    (corrected,) = with_overrides([tag], [override])
    assert (corrected.stance, corrected.direction, corrected.is_spin) == (given, direction, is_spin)


def test_the_stage_tags_every_article(tmp_path: Path) -> None:
    records = [
        article(METHODS, ("RESULTS", "Pain fell after acupuncture (P<0.01).")),
        Article(pmid=2, title="No abstract"),
    ]
    write_records(tmp_path / "articles.jsonl", records)
    run(articles=tmp_path / "articles.jsonl", protocol=PROTOCOL, tags=tmp_path / "tags.jsonl")
    tags = list(read_records(tmp_path / "tags.jsonl", Tag))
    assert [(tag.pmid, tag.claim_id, tag.stance) for tag in tags] == [(1, "pain", "supports")]


TAGS_OF_CODED = """
from pathlib import Path
from pipeline.evaluation.coded import read_coded
from pipeline.protocol import load_claims, load_criteria
from pipeline.tag import Tagger
tagger = Tagger(load_claims(Path("protocol")))
for number, record in enumerate(read_coded(Path("evaluation/coded.jsonl")), start=1):
    print(*tagger.tags(record.article(number)))
"""


def test_tags_are_the_same_whatever_the_hash_seed() -> None:
    seen = {
        subprocess.run(
            [sys.executable, "-c", TAGS_OF_CODED],
            cwd=Path(__file__).parents[1],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
