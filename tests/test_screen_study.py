"""What kind of study an abstract tells of, in whom, against what, and in how many."""

from pathlib import Path

import pytest

from pipeline.language.words.numerals import numerals
from pipeline.protocol import load_criteria
from pipeline.records import AbstractSection, Article
from pipeline.screen import Screen

PROTOCOL = Path(__file__).parents[1] / "protocol"


@pytest.fixture(scope="module")
def decide():
    screen = Screen(load_criteria(PROTOCOL))

    def decide(text: str, title: str = "Acupuncture for sciatica", labels: str = "", **fields):
        texts = zip(labels.split(","), text.split("|"), strict=True) if labels else ((None, text),)
        sections = tuple(AbstractSection(label=label, text=part) for label, part in texts)
        return screen.decide(Article(pmid=1, title=title, sections=sections, **fields))

    return decide


# ------------------------------------------------------------------ design and species

DESIGNS = [
    ("protocol", "Acupuncture for sciatica: study protocol", "Patients will be randomised."),
    ("protocol", "Acupuncture for sciatica", "Eighty patients will be recruited."),
    ("protocol", "Protocol for a systematic review of acupuncture", "Databases are searched."),
    ("systematic_review", "Acupuncture for sciatica: meta-analysis", "Twelve RCTs were pooled."),
    ("systematic_review", "Overview of systematic reviews of moxibustion", "Nine reviews."),
    ("systematic_review", "A review of needling for facial palsy", "We searched Embase and CNKI."),
    ("systematic_review", "Needling after nerve injury: nine studies", "Nine studies were found."),
    ("systematic_review", "Laser for neuralgia", "Two reviewers chose; certainty of evidence low."),
    ("narrative_review", "Acupuncture for sciatica: a narrative review", "Trials are described."),
    ("narrative_review", "Advances in acupuncture for neuralgia", "Mechanisms are discussed."),
    ("narrative_review", "Acupuncture for neuralgia", "This review summarises mechanisms."),
    ("narrative_review", "Expert consensus on acupuncture for shingles", "Ten statements."),
    ("case_report", "Acupuncture for foot drop: a case report", "A man of 40 was treated."),
    ("case_report", "Foot drop", "We report a 40-year-old man who had acupuncture."),
    ("case_report", "Warm needles for one patient", "After 67 days all had improved."),
    ("case_report", "The numb thumb", "Her pain had gone by May, and in June she slept."),
    ("animal", "Moxa for lame racehorses", "The horses were led past before and after."),
    ("animal", "Electroacupuncture in rats", "Rats were randomly divided into four groups."),
    ("animal", "Electroacupuncture and the dorsal horn", "After ligation mice had 2 Hz current."),
    ("in_vitro", "Melittin and Schwann cells", "Cultured cells were incubated in high glucose."),
    ("rct", "Acupuncture for sciatica: a randomized trial", "Pain fell."),
    ("rct", "Acupuncture for sciatica", "Sixty patients were randomly assigned to two groups."),
    ("rct", "Acupuncture for sciatica", "Patients were allocated by a random number table."),
    ("rct", "Acupuncture for sciatica", "Lots were drawn by 60 patients for needles or a sham."),
    ("observational", "Acupuncture for sciatica: a retrospective cohort", "Charts were read."),
    ("observational", "Who uses acupuncture", "A survey was sent to 400 people; 200 answered it."),
    ("rct", "Forty-three cases of sciatica", "Patients were randomly assigned to needles or none."),
    ("rct", "Needling for numbness", "Tingling fell more in the observation group."),
    ("observational", "Needling for sciatica", "Twenty patients who underwent it had less pain."),
    ("observational", "Needling at four hospitals", "We looked back at 60 people treated."),
    ("observational", "How often moxa relieves neuralgia", "Of 60 patients, 12 were asked."),
    ("observational", "Research on acupuncture: a bibliometric analysis", "Papers were mapped."),
    ("rct", "A case-control trial of needling", "Forty people were randomly allotted to it."),
    ("observational", "A case-control study of needling", "Users were matched with others."),
    ("nonrandomized_trial", "Needling", "Pain fell in 40 people. Randomised study needed."),
    ("nonrandomized_trial", "Needling", "Ten people chose for themselves. Pain fell in six."),
    ("rct", "Electroacupuncture for an ulnar palsy", "Sixty people: needles, or routine care."),
    ("rct", "Electroacupuncture in leprosy", "Two arms, 34 per arm; VAS 2.2 and 3.7."),
    ("case_report", "Needling: a retrospective series of 11", "Eleven patients had needles."),
    ("observational", "Needling: a retrospective series", "Of 412 patients most had needles."),
    ("case_report", "Needling for zoster: five patients", "Five patients. Any trial is far."),
    ("case_report", "Laser for a palsy", "A girl of 14 months was treated with laser."),
    ("case_report", "Needling in neuropathy", "A 60-year-old cook. The calves ached less."),
    ("nonrandomized_trial", "Needling of neuralgia in 2656 cases", "2656 patients had needles."),
    ("protocol", "Needles for neuralgia", "Not yet recruiting: 104 patients, in two groups."),
    ("animal", "Needling of calves", "Twelve dairy calves were needled."),
    ("systematic_review", "Sham-controlled work", "Ten trials in a random-effects model, MD 0.8."),
    ("systematic_review", "Herbs and needles", "Seven trials were found, all against sham."),
    ("systematic_review", "What guidelines say of needling", "Eighteen were rated with AGREE II."),
    ("narrative_review", "Needling: a debate", "Trials with sham needles found nothing."),
    ("narrative_review", "Sciatica and needles", "In some trials it was better than sham."),
    ("narrative_review", "Needling", "This paper looks back on trials with sham needles."),
    ("rct", "Needling for palsy", "In some trials it failed. We compared it with sham (p = 0.2)."),
    ("nonrandomized_trial", "Acupuncture for sciatica", "A single-arm study of 30 patients."),
    ("nonrandomized_trial", "Acupuncture", "Forty patients chose; not randomised."),
    ("nonrandomized_trial", "Acupuncture for sciatica", "Thirty patients were treated."),
    ("rct", "Acupuncture for sciatica", "Opaque envelopes told 60 patients needles or traction."),
    ("rct", "Acupuncture for sciatica", "The toss of a coin decided for each of 40 patients."),
    ("rct", "Acupuncture for sciatica", "Eighty patients were allocated in a 2:1 ratio."),
    ("rct", "Needling for numbness", "In a crossover study 24 patients had current and none."),
    ("rct", "A pilot of ear seeds", "Forty men wore seeds or tape; neither they nor raters knew."),
    ("rct", "A pilot of needling", "Thirty patients had needles or a sham."),
    ("rct", "Needles or tablets for palsy", "Half of our 70 patients had needles."),
    ("rct", "Needling: a cross-sectional pilot", "Thirty patients were randomly assigned."),
    ("nonrandomized_trial", "Acupuncture", "Alternate patients of 61 had needles."),
    ("nonrandomized_trial", "Acupuncture", "Patients of two wards; allocation was not at random."),
    ("nonrandomized_trial", "Acupuncture", "Patients chose needles (31) or a sham (30)."),
    ("nonrandomized_trial", "A patient-preference trial", "Pain was lower than with sham."),
    ("nonrandomized_trial", "Acupuncture", "We treated 22 patients. No placebo was used."),
    ("nonrandomized_trial", "Acupuncture", "We treated 22 patients. A randomised trial is needed."),
    ("nonrandomized_trial", "Acupuncture", "Both groups gained; 20 patients had none."),
    ("nonrandomized_trial", "Acupuncture", "We treated 20 patients; they kept records of sleep."),
    ("case_report", "Neuralgia: 22 consecutive patients", "Twenty-two patients had needles."),
    ("case_report", "Moxa in 30 cases of palsy", "Thirty patients were treated; 22 were cured."),
    ("nonrandomized_trial", "Needling", "Twenty patients had needles and were re-examined weekly."),
    ("nonrandomized_trial", "A suture: a cohort", "Of 48 patients 25 chose acupuncture."),
    ("systematic_review", "Moxa: a meta-analysis with bibliometric mapping", "We pooled trials."),
    ("observational", "Needling at a clinic", "Of 60 patients the case notes were searched."),
    ("observational", "Palsy", "Eighty patients were seen between 1972 and 1979; all had needles."),
    ("systematic_review", "Needling: pooled effects", "Fourteen RCTs; no gain on sham."),
    ("systematic_review", "What eight trials say", "We searched ten databases."),
    ("narrative_review", "Needling in oncology", "Sham-controlled trials are few."),
    ("narrative_review", "Guideline on zoster: evidence synthesis", "A panel graded evidence."),
    ("protocol", "Needling: statistical analysis plan", "The endpoint is pain, verum v sham."),
    ("protocol", "Needling", "This trial will compare needling with pills in 90 randomised men."),
    ("rct", "Needling", "Sixty men were randomised. Longer courses will be used another day."),
    ("rct", "Needling", "Our randomised trial showed less pain in 80 patients."),
    ("observational", "Users of needling", "We asked 200 patients and 100 healthy controls."),
    ("nonrandomized_trial", "Needling", "Pain fell in 60 patients. Its cost will be assessed."),
    ("nonrandomized_trial", "Moxa without randomisation", "Twenty patients were compared."),
    ("nonrandomized_trial", "Laser: a cohort", "Single-arm, 20 patients, one questionnaire."),
    ("nonrandomized_trial", "Needling seen by fMRI", "Ten patients and 10 healthy controls."),
    ("observational", "Latencies of a nerve", "Ten patients and 10 healthy controls."),
    ("nonrandomized_trial", "Moxa", "We gave 20 men it, to be tested in a randomised trial."),
    ("nonrandomized_trial", "Moxa", "We gave 20 men it. A sham control should be used in future."),
    ("case_report", "Needling for foot drop", "Five patients were treated. All walked again."),
    ("nonrandomized_trial", "Needling: a pilot", "Five patients were treated. All walked again."),
    ("nonrandomized_trial", "Needling", "Fifteen patients were treated. All walked again."),
    ("observational", "Thresholds of touch", "In 60 patients thresholds rose with age."),
    ("observational", "Zinc: a case-cohort study", "Zinc was low in 60 patients."),
    ("systematic_review", "Needling", "Moxa led a network meta-analysis of randomised trials."),
    ("systematic_review", "Needling", "A literature search found nine papers, four randomised."),
    ("narrative_review", "Needling in the rat", "Papers on opioids in rats are reviewed."),
    ("rct", "Needling", "Twenty people had acupuncture and twenty sham acupuncture."),
    ("rct", "Moxa or gabapentin", "Forty patients; neither group slept better than the other."),
    ("rct", "Moxa for numbness", "Of 50 patients 25 in each group had moxa or a leaflet."),
    ("rct", "Needling", "Eighty patients were assigned to warm needles or mecobalamin."),
    ("nonrandomized_trial", "Needling", "Eighty patients in two groups by order of visit."),
    ("nonrandomized_trial", "Needling", "Sixty patients by the treatment they received."),
    ("rct", "Needling: a case-control double-blind study", "Forty men were randomly given it."),
    ("observational", "Prognosis of palsy under needling", "We treated 300 patients in ten years."),
    ("observational", "Reliability of pulse-taking", "Three doctors saw 40 patients for needling."),
    ("protocol", "Fire needling", "We plan to enrol 180 patients at three hospitals."),
    ("narrative_review", "Needling: promise or placebo?", "In this issue a sham is compared."),
    ("narrative_review", "Glia", "Rats show that glia calm down. We summarise what is known."),
    ("systematic_review", "Moxa", "Study selection: trials in 900 patients. Pain fell."),
    ("systematic_review", "Needling in rats", "We searched five databases for work in rats."),
    ("in_vitro", "Current and Schwann cells", "Cells were seeded on film; supernatants were kept."),
    ("case_report", "Electroacupuncture for facial palsy in a horse", "A gelding could not eat."),
    ("rct", "Needling", "Sixty patients. The opened envelopes told who had needles."),
    ("nonrandomized_trial", "Needling", "Cross-sectional areas of a nerve in 20 treated patients."),
    ("observational", "Moxa for feet: budget impact", "Claims of 4000 patients were costed."),
    ("observational", "Predictors of a face's recovery", "ROC curves of 200 needled patients."),
    ("observational", "Palsy: association rules of points", "Points of 300 papers were mined."),
    ("animal", "Moxa: in vivo and in vitro", "Rats had moxa. Cultured cells were also stretched."),
    ("observational", "Correlation between deqi and relief", "It was scored in 90 patients."),
    ("observational", "Research on nerves and needles", "Papers were mapped in VOSviewer."),
    ("systematic_review", "Review of case reports of needling", "We searched Embase and CNKI."),
    ("case_report", "Palsy after needling, and review of the literature", "A 41-year-old limped."),
    ("protocol", "Needling and light for palsy: study plan", "Four arms of 30 patients each."),
    ("nonrandomized_trial", "Needling for HIV: pre-post evaluation", "Scores were compared."),
    ("in_vitro", "Melittin and currents of a nerve cell", "Cultured cells; patch clamp at 20 mV."),
]  # fmt: skip


@pytest.mark.parametrize(("design", "title", "text"), DESIGNS)
def test_design_from_the_text(decide, design, title, text):
    assert decide(text, title).design == design


@pytest.mark.parametrize(
    ("publication_type", "design"),
    [
        ("Randomized Controlled Trial", "rct"),
        ("Meta-Analysis", "systematic_review"),
        ("Review", "narrative_review"),
        ("Case Reports", "case_report"),
        ("Observational Study", "observational"),
        ("Clinical Trial Protocol", "protocol"),
        ("Editorial", "narrative_review"),
    ],
)
def test_publication_types_decide_where_the_title_is_silent(decide, publication_type, design):
    types = ("Journal Article", publication_type)
    assert decide("Pain was rated.", publication_types=types).design == design


def test_a_trial_that_is_called_for_is_not_this_one(decide):
    decision = decide(
        "Thirty patients had needles for a month.|A randomised trial is warranted.",
        labels="METHODS,CONCLUSION",
    )
    assert decision.design == "nonrandomized_trial"


@pytest.mark.parametrize(
    ("background", "design"),
    [
        ("A survey of ours found that numbness is common.", "nonrandomized_trial"),
        ("This survey asked how common numbness is.", "observational"),
    ],
)
def test_a_background_tells_of_other_studies_unless_it_says_this_one(decide, background, design):
    text = f"{background}|Thirty patients had needles for a month.|Numbness fell."
    assert decide(text, labels="BACKGROUND,METHODS,RESULTS").design == design


@pytest.mark.parametrize("comparison", ["real acupuncture or a sham", "sham or real acupuncture"])
def test_a_phrase_around_the_intervention_names_it(decide, comparison):
    decision = decide(
        f"Forty patients with neuropathy were assigned to {comparison}. Their pain fell.",
        "Burning feet in diabetic neuropathy",
    )
    assert (decision.is_eligible, decision.modality) == (True, ("manual_acupuncture",))


def test_other_peoples_trials_are_not_this_one(decide):
    text = "Randomised controlled trials are few. We treated 30 patients for a month."
    assert decide(text).design == "nonrandomized_trial"


@pytest.mark.parametrize(
    ("design", "labels"),
    [
        ("narrative_review", "Introduction,Preclinical evidence,Clinical evidence"),
        ("narrative_review", "Purpose of review,Recent findings,Summary"),
        ("case_report", "Patient concerns,Interventions,Outcomes"),
        ("rct", "Background,Methods,Results"),
    ],
)
def test_labels_tell_a_review_or_a_case(decide, design, labels):
    text = "The face is slow to heal.|Patients had needles or usual care.|Closure was better."
    assert decide(text, "Acupuncture for facial palsy", labels).design == design


def test_the_labels_of_a_cochrane_abstract_tell_a_review(decide):
    decision = decide(
        "We looked for randomised trials.|Six trials (537 participants) were included.",
        labels="SELECTION CRITERIA,MAIN RESULTS",
    )
    assert (decision.design, decision.sample_size, decision.n_studies) == (
        "systematic_review", 537, 6,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("species", "text"),
    [
        ("human", "Sixty patients were treated. Rats had shown the way."),
        ("animal", "Patients suffer. Rats had electroacupuncture; rats without it fared worse."),
        ("animal", "The paw withdrawal threshold rose after intrathecal injection."),
        ("cell", "PC12 cells were incubated; cell viability rose."),
    ],
)
def test_species(decide, species, text):
    assert decide(text, "Acupuncture").species == species


# ------------------------------------------------------------------ comparators

COMPARATORS = [
    (("sham",), "Sixty patients were randomised to needles or sham needles."),
    (("sham",), "Sixty patients were randomised to EA or sham EA."),
    (("sham",), "Sixty patients were randomised to needles or sham stimulation."),
    (("sham",), "Controls wore the same electrodes, but received no stimulation."),
    (("sham",), "Controls had blunt-tipped needles that did not pierce the skin."),
    (("no_treatment",), "Sixty patients were randomised to needles or a waiting list."),
    (
        ("no_treatment",),
        "Sixty patients were randomised; the controls did not receive acupuncture.",
    ),
    (("no_treatment",), "The control group received routine treatment, ours acupuncture besides."),
    (("active",), "Sixty patients were randomised to needles or pregabalin."),
    (("active",), "Patients in the control group were given methylcobalamin for 14 days."),
    (("active",), "In sixty patients, randomised, pain fell more with needles than with drugs."),
    (("active",), "Sixty patients joined the acupuncture group or the exercise group."),
    ((), "Patients on gabapentin were randomised to two regimens of acupuncture."),
    ((), "Sixty patients were randomised. Rescue analgesics were used less in the EA group."),
    ((), "Neuropathy resists drugs. Sixty patients were randomised to 4 or 8 weeks of needling."),
    (("sham", "no_treatment"), "Patients were randomised to needles, placebo or usual care."),
    (("sham",), "Patients on pregabalin were randomised to needles or sham needles."),
    (("adjunct",), "Needles plus pregabalin were compared with pregabalin at random."),
    (("adjunct",), "Patients were randomised to splints alone or splints with needles."),
    (("adjunct",), "Both groups received mecobalamin at random; one had acupuncture as well."),
    (("no_treatment",), "Patients were randomised to usual care, with needles added in half."),
    (("none",), "Thirty patients were treated for a month; pain fell."),
    (("no_treatment",), "Rats with a crushed nerve had electroacupuncture at 2 Hz."),
    (("sham",), "Rats had electroacupuncture or sham EA; others were sham-operated."),
    (
        ("sham", "no_treatment"),
        "Rats had electroacupuncture or sham EA; pain was worse in the model group.",
    ),
    (("none",), "The charts of 30 patients who had needles beside pregabalin were read."),
    (("no_treatment",), "Rats were sham-operated or had CCI and electroacupuncture."),
    (("no_treatment", "active"), "Rats had electroacupuncture or melatonin."),
    (("none",), "We report a man of 40 who had taken pregabalin and then had needles."),
]


@pytest.mark.parametrize(("comparators", "text"), COMPARATORS)
def test_comparators(decide, comparators, text):
    assert decide(text).comparator == comparators


TRIALS = [
    line.split("\t")
    for line in Path(__file__).with_name("comparators.tsv").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("comparators", "text"), TRIALS)
def test_comparators_of_a_trial(decide, comparators, text):
    title = "Acupuncture for peripheral neuropathy: a randomised trial"
    decision = decide(f"Neuropathy is hard to treat. {text} Pain was measured.", title)
    assert sorted(decision.comparator) == sorted(set(comparators.split()) - {"none"})


# ------------------------------------------------------------------ sizes

SIZES = [
    (64, "Sixty-four patients were randomised."),
    (41, "Between March 2011 and January 2014 patients were recruited; 41 patients had needles."),
    (102, "One hundred and two patients were randomised."),
    (1842, "A total of 1,842 patients were treated."),
    (60, "We enrolled 60 consecutive adults, of whom 52 patients completed the trial."),
    (72, "Of 90 patients screened, 72 patients were randomised."),
    (40, "In a trial 40 patients (mean age 58 years) were assigned to two groups."),
    (92, "Patients had verum (n = 46) or sham needles (n = 46)."),
    (80, "Eighty patients were divided into groups of 40 patients each."),
    (40, "Patients (n = 40) with diabetic neuropathy received acupuncture or sham acupuncture."),
    (56, "Adult rats, 14 to a group and 56 in total, had electroacupuncture."),
    (48, "Forty-eight male Sprague-Dawley rats were randomly divided."),
    (None, "Rats got 35 mg/kg of streptozotocin and 20 sessions in rats."),
    (
        None,
        "From day 13 paclitaxel rats drew back sooner, and at week 6 rats with current did not.",
    ),
    (None, "The calibre was 5980 ± 720 in needled animals."),
    (70, "It befalls 20 to 60% of patients. Seventy patients with palsy were randomised."),
    (102, "Needles (n = 52) or drugs (n = 50) were given. Data from 66 patients were complete."),
    (None, "Up to 30% of patients suffer. Patients were randomised."),
    (None, "Patients were randomised to needles or care. Each arm had 20 women."),
    (102, "Patients were randomised, with 51 patients in either group."),
    (62, "Of 80 people assessed, 62 were randomised."),
    (55, "Patients were treated at random; a total of 55 were enrolled."),
    (62, "We randomised 62 (31 per group)."),
    (86, "Patients with DPN (N=86) were randomly assigned."),
    (46, "There were 23 patients in the acupuncture group and 23 in the control group."),
    (63, "Thirty-two patients received acupuncture and 31 received sham."),
    (87, "Forty-four patients were assigned to needles, 43 to waiting."),
    (120, "Of the 120 participants 75 were women; they were randomised."),
    (
        45,
        "A trial with three arms, allocation at random, and participants masked; 45 people joined.",
    ),
    (
        None,
        "Patients were randomised. At week 8 the needling arm was better. Each arm had 20 women.",
    ),
    (None, "Patients were randomised to two groups and had needles for 30 min each time."),
    (40, "Patients were randomised to two arms. Each arm had 20 women."),
    (60, "Male rats were randomly assigned to 5 groups (n=12): sham, model, EA and two more."),
    (48, "Rats were divided into four groups, with 12 rats in each group."),
    (30, "Of 30 male rats, randomised ten to a group, all had neuropathy."),
    (32, "Thirty-two white rabbits were randomly divided into four groups, 8 in each."),
    (90, "Patients (n = 90) were randomised to needles (n = 45) or care (n = 45)."),
    (1, "We report a 43-year-old woman whose face drooped."),
    (3, "We report a case series of three patients."),
]


@pytest.mark.parametrize(("size", "text"), SIZES)
def test_sample_size(decide, size, text):
    assert decide(text).sample_size == size


def test_a_review_counts_studies_and_pools_people(decide):
    decision = decide(
        "Of 208 records, 19 RCTs with 1174 patients were included. We searched to March 2020.",
        "Acupuncture for sciatica: a systematic review",
    )
    assert (decision.sample_size, decision.n_studies) == (1174, 19)


@pytest.mark.parametrize(
    ("studies", "people", "text"),
    [
        (22, 1720, "Out of 637 studies, only 22 RCTs were selected, with 1,720 patients."),
        (16, 2017, "A total of 16 trials involving 2,017 cancer patients were included."),
        (8, 1546, "Two review authors independently selected trials. We included eight RCTs with "
         "1546 women."),
    ],
)  # fmt: skip
def test_a_review_counts_what_it_kept(decide, studies, people, text):
    decision = decide(text, "Acupuncture for sciatica: a systematic review")
    assert (decision.n_studies, decision.sample_size) == (studies, people)


def test_a_review_on_acupuncture_takes_in_all_its_kinds(decide):
    text = "Nine trials were pooled. Needles were used in seven and electroacupuncture in two."
    decision = decide(text, "Acupuncture for sciatica: a systematic review")
    assert decision.modality == ("manual_acupuncture", "electroacupuncture")


def test_a_trial_on_acupuncture_had_the_kind_that_it_tells(decide):
    decision = decide("Sixty patients were randomised to electroacupuncture or splints.")
    assert decision.modality == ("electroacupuncture",)


def test_a_year_is_no_count(decide):
    decision = decide(
        "We searched for trials up to May 2023 in randomised trials. Eight trials were included.",
        "Acupuncture for sciatica: a systematic review",
    )
    assert decision.n_studies == 8


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("sixty-four and 1,842", [64, 1842]),
        ("one hundred and two rats, twenty mice", [102, 20]),
        ("two thousand three hundred", [2300]),
        ("12.5 of 30% at 3-5 Hz, p<0.05", []),
        ("none of the stonework", []),
        ("U50,488H in mice", []),
    ],
)
def test_numerals(text, values):
    assert [number.value for number in numerals(text)] == values
