"""What an article is about: cases that a keyword search takes for eligible, or misses."""

from pathlib import Path

import pytest

from pipeline.protocol import load_criteria
from pipeline.records import AbstractSection, Article, MeshHeading
from pipeline.screen import Screen

PROTOCOL = Path(__file__).parents[1] / "protocol"


@pytest.fixture(scope="module")
def decide():
    screen = Screen(load_criteria(PROTOCOL))

    def decide(title: str, text: str, **fields):
        sections = fields.pop("sections", (AbstractSection(text=text),))
        return screen.decide(Article(pmid=1, title=title, sections=sections, **fields))

    return decide


ELIGIBLE = {
    "in the title, both": (
        "Acupuncture for chemotherapy-induced peripheral neuropathy: a pilot trial",
        "Thirty women were treated twice a week. Symptoms were rated by questionnaire.",
    ),
    "another spelling": (
        "Electro-acupuncture in rats with chronic constriction injury",
        "Thresholds of the paw were followed for two weeks.",
    ),
    "the intervention is told in the abstract alone": (
        "A woman with Guillain-Barré syndrome who improved under Korean medicine",
        "We report a woman of 51. She was given acupuncture at ST36 and GB34 every second day, and "
        "a decoction. Strength and feeling came back within two months.",
    ),
    "a cord that a nerve no longer moves": (
        "Acupuncture for vocal fold paralysis",
        "Twenty patients were needled for six weeks. The voice improved.",
    ),
    "venom at an acupoint": (
        "Melittin eases the cold allodynia that oxaliplatin provokes in mice",
        "Oxaliplatin makes cold hurt. We gave mice one dose of it and then injected melittin at "
        "Zusanli. They shook the paw less often (12 against 31 times) when acetone touched it.",
    ),
    "a point by its code": (
        "Low-frequency current at ST36 and the spinal cord of rats with sciatic nerve crush",
        "Rats had 2 Hz stimulation at ST36 for two weeks. Nerve fibres regrew sooner.",
    ),
    "a short form in the title": (
        "EA and the spinal cord of SNI mice",
        "Electroacupuncture (EA) was given to mice with spared nerve injury (SNI). EA raised "
        "thresholds.",
    ),
    "a symptom with its cause": (
        "Moxibustion quiets diabetic mechanical allodynia",
        "Rats made diabetic with streptozotocin were warmed with moxa. Allodynia lessened.",
    ),
    "radicular pain of a herniated disc": (
        "Needling for leg pain from a herniated lumbar disc",
        "Discs often slip. We randomised 70 patients with radicular pain to acupuncture or "
        "traction. Pain fell by 3.2 points with needles.",
    ),
    "a drug in the title and what is felt, in figures": (
        "Weekly electroacupuncture beside oxaliplatin",
        "Women were allotted to needles or none. FACT-NTX and CIPN20 did not differ (P = .4).",
    ),
    "a drugged animal and how it bears cold": (
        "Moxa for the mouse on bortezomib",
        "Moxibustion was given for a week. Mice bore the cold plate "
        "and filaments longer (P < 0.01).",
    ),
    "a cause, and nerves that are felt": (
        "Acupuncture on the days of haemodialysis",
        "Forty people on the Tuesday list had needles. Tingling eased "
        "(p = 0.02), as did numbness (p = 0.03).",
    ),
    "a slipped disc, pain down the leg, and more on the back": (
        "Thread embedding for lumbar disc herniation",
        "Fifty adults had threads or none. Radiating pain fell, and leg pain. Low back pain fell "
        "by half; low back pain was primary, and low back pain came back in ten.",
    ),
    "what a palsy leaves behind": (
        "Synkinesis of one side of the face: toxin or needles",
        "Sixty adults were randomised to acupuncture or toxin.",
    ),
    "pain of either origin": (
        "What trials say of acupuncture in neuropathic pain",
        "Trials in peripheral or central neuropathic pain were sought. None was in central pain, "
        "and none in central neuropathic pain at all.",
    ),
    "shingles": (
        "Fire needling in acute herpes zoster",
        "Patients within a week of the rash were treated daily.",
    ),
    "harm done by a needle": (
        "Median nerve injury after acupuncture",
        "A man felt a jolt as the needle entered the wrist; his thumb stayed numb.",
    ),
    "a survey of patients with neuropathy": (
        "What people with polyneuropathy use besides drugs",
        "We asked 200 outpatients with polyneuropathy. Vitamins had been taken by 40 %, and "
        "acupuncture by 25 %. Most told nobody.",
    ),
    "a protocol": (
        "Acupressure for diabetic neuropathy: study protocol",
        "Eighty adults will be randomised.",
    ),
    "spinal cord tissue is no spinal cord injury": (
        "Electroacupuncture and microglia in neuropathic pain",
        "After ligation of the L5 spinal nerve, rats had electroacupuncture. Microglia of the "
        "spinal cord calmed down.",
    ),
    "two conditions in the title": (
        "Ear acupressure for low back pain and neuropathy after spinal surgery",
        "Patients pressed seeds on the ear for six weeks.",
    ),
    "another device, but at acupoints": (
        "Low-level laser and microampere TENS in carpal tunnel syndrome",
        "Surgery is not for all. In a crossover trial, 11 patients had real or sham laser and "
        "current applied to acupuncture points of the hand. Pain fell by half with the real ones.",
    ),
    "serum of treated animals, in culture": (
        "Electroacupuncture serum and Schwann cells in high glucose",
        "Cultured cells were incubated with serum of diabetic rats that had had "
        "electroacupuncture. Fewer Schwann cells died; nerve conduction had been better in the "
        "same rats.",
    ),
    "a plexus that was hurt": (
        "Electroacupuncture for the arm after a fall from a motorcycle",
        "The brachial plexus had been torn in 20 riders. Grip came back in half of them.",
    ),
    "a tunnel with another name": (
        "Electroacupuncture for ulnar tunnel syndrome",
        "Wrist pain fell in 27 patients, some of whom had osteoarthritis.",
    ),
    "a first sentence that counts": (
        "Pressing beside pills",
        "Thirty people in the third month of shingles were taught acupressure, thirty were not. "
        "Nights were better in those taught.",
    ),
    "who was enrolled tells the condition": (
        "Pharmacopuncture for lumbar disease in a hospital",
        "The aim was a better treatment of lumbar disease. Twenty-four patients with L5 "
        "radiculopathy were enrolled and had pharmacopuncture for ten days. Scores improved.",
    ),
    "a nerve that was repaired": (
        "Electroacupuncture after repair of the median nerve at the wrist",
        "Sixty patients had hand therapy with or without it. Sensation and grip were tested.",
    ),
    "one of two nerves": (
        "Acupuncture and the repair of the radial or ulnar nerve",
        "Forty patients had hand therapy alone or acupuncture beside it.",
    ),
    "a neuropathy by its cause": (
        "Ear and body needling for children with leukaemia",
        "Vincristine neuropathy brings foot drop. Thirty children were assigned to acupuncture or "
        "usual care for vincristine neuropathy. The score was lower after needling.",
    ),
    "a measure of nerves where the title tells the cause": (
        "Electroacupuncture spares the paws of paclitaxel-treated rats",
        "Three groups of ten rats were compared. Epidermal fibres were counted in the skin. Twice "
        "as many were left under electroacupuncture as without.",
    ),
    "a scale of neuropathy where the title tells the cause": (
        "Auricular needles during oxaliplatin: a feasibility study",
        "Fourteen of 20 women kept the needles of auricular acupuncture in for all six cycles. "
        "FACT/GOG-Ntx fell by two points.",
    ),
    "needles that only touch": (
        "Contact needling in carpal tunnel syndrome",
        "Eleven wrists were treated with it once a week. Nine woke their owners less.",
    ),
    "a symptom beside its cause in one sentence": (
        "Electroacupuncture for hands that do not feel",
        "Forty patients whose fingers were numb after oxaliplatin had electroacupuncture. They "
        "were numb in 30 of 40 fingers before and in 12 after it.",
    ),
    "a slipped disc that hurts in the leg": (
        "Thread embedding for a herniated disc of the lumbar spine",
        "Seventy adults were randomised. Radiating pain was rated; it fell with threads.",
    ),
    "a symptom of HIV in rats": (
        "Moxibustion and allodynia after a coat protein of HIV",
        "The protein was laid on the nerve of rats. Allodynia stayed under moxibustion.",
    ),
    "current by way of acupuncture needles": (
        "Electrical stimulation via acupuncture needles after repair of the median nerve",
        "Twelve patients had it at the wrist. Touch came back.",
    ),
    "harm done by a needle that stayed": (
        "Peroneal palsy from a piece of an acupuncture needle",
        "It lay beside the head of the fibula, and the foot dropped.",
    ),
    "a nerve that was crushed in a branch": (
        "Electroacupuncture and whiskers",
        "The facial nerve was crushed in 30 rats. Electroacupuncture was given for three weeks.",
    ),
    "a nerve that is rarely hurt": (
        "Acupuncture for a knee that gives way after an epidural",
        "Femoral nerve palsy was found in a mother of 30. Needles were set for four weeks.",
    ),
    "a neuropathy that an aim names": (
        "Ear seeds on a ward for children",
        "Children with vincristine neuropathy wore ear seeds. Sleep was scored by parents of the "
        "children, who kept the ear seeds in.",
    ),
    "a palsy with a name of its own": (
        "Saturday night palsy: acupuncture",
        "Three men who had slept on an arm were needled at LI11.",
    ),
    "a clinic of acupuncture in the title": (
        "Charts from an acupuncture clinic: what became of neuropathy",
        "Charts of 120 referrals were read. Numbness was less after the sixth visit.",
    ),
}

NOT_ELIGIBLE = {
    "other_intervention": [
        (
            "Dry needling in carpal tunnel syndrome",
            "Five trials of dry needling at trigger points were found.",
        ),
        (
            "Transcutaneous electrical nerve stimulation for painful diabetic neuropathy",
            "Forty patients wore electrodes on the leg. Drugs and acupuncture are alternatives.",
        ),
        (
            "Foot reflexology for neuropathy after chemotherapy",
            "Sixty patients were randomised. No acupoints were stimulated on purpose.",
        ),
        (
            "Low-level laser for the crushed sciatic nerve of rats",
            "Light was applied over the scar on ten days.",
        ),
    ],
    "other_use_of_needles": [
        (
            "Pulsed radiofrequency for postherpetic neuralgia",
            "Neuralgia is hard to treat. Two needles were placed beside the root in 60 patients, "
            "and pulses were given for six minutes.",
        ),
    ],
    "in_cells_only": [
        (
            "Pharmacopuncture extract and Schwann cells under oxaliplatin",
            "Cultured cells were incubated with the extract. Cell viability rose.",
        ),
    ],
    "no_acupoint_intervention": [
        (
            "The median nerve in carpal tunnel syndrome",
            "Needle electromyography was done in 50 patients with concentric needles.",
        ),
        (
            "Needle electromyography in carpal tunnel syndrome",
            "Recordings were made with acupuncture needles in 40 hands. Amplitudes fell.",
        ),
        ("Pregabalin for postherpetic neuralgia", "Ninety adults were randomised to pregabalin."),
        (
            "Herbal decoction for diabetic peripheral neuropathy",
            "Sixty patients took the decoction. Conduction velocity rose.",
        ),
    ],
    "acupoint_in_passing": [
        (
            "Spinal cord stimulation for painful diabetic neuropathy",
            "Patients who had tried acupuncture, braces and drugs were implanted. Pain halved.",
        ),
        (
            "Duloxetine for neuropathy from taxanes",
            "Neuropathy is common after taxanes. We randomised 80 women. Those who were having "
            "acupuncture were excluded. Pain fell with duloxetine.",
        ),
        (
            "Taping for Bell's palsy",
            "Tape was worn by 40 patients for six weeks. None had acupuncture.",
        ),
        (
            "Wires for postherpetic neuralgia",
            "Earlier treatments included nerve blocks and, in 12 patients, acupuncture. Pain fell.",
        ),
        (
            "A wristband with low-frequency current for neuropathy from chemotherapy",
            "Drugs help little, so that methods such as acupuncture are wanted. We gave 80 women a "
            "band or none. Symptoms were alike.",
        ),
    ],
    "central_only": [
        (
            "Acupuncture for neuropathic pain after spinal cord injury",
            "Twenty-four people with chronic spinal cord injury were randomised.",
        ),
        (
            "Electroacupuncture for facial paralysis after stroke",
            "Sixty patients with facial paralysis in the acute stage of stroke were treated.",
        ),
        (
            "Acupuncture and central neuropathic pain",
            "Patients with multiple sclerosis had needles at the scalp. In multiple sclerosis pain "
            "is common.",
        ),
    ],
    "nerve_not_peripheral": [
        (
            "Acupuncture for ischaemic optic neuropathy",
            "Forty eyes were followed. Acuity did not change.",
        ),
        (
            "Electroacupuncture for erection after cavernous nerve injury",
            "Rats whose cavernous nerves were crushed had current at BL33.",
        ),
        (
            "Electroacupuncture for gastroparesis in diabetes",
            "Gastric emptying was measured. Autonomic neuropathy is a cause of gastroparesis.",
        ),
    ],
    "other_condition": [
        (
            "Acupuncture for burning mouth",
            "It has features of small-fibre neuropathy. Thirty women were needled.",
        ),
        (
            "Moxibustion for foot ulcers of diabetics",
            "The area of 60 ulcers was measured. Neuropathy was present in most.",
        ),
        (
            "Acupuncture for acute low back pain: protocol",
            "Adults with low back pain will be randomised. Exclusion criteria: fever, sciatica.",
        ),
        (
            "Acupuncture for fibromyalgia",
            "Small-fibre neuropathy has been found in some patients. We randomised 98 women.",
        ),
        (
            "Electroacupuncture for joint pain under aromatase inhibitors",
            "Women with joint pain were randomised. Some had neuropathy from taxanes.",
        ),
        (
            "Electroacupuncture for inflammatory pain of the mouse paw",
            "Complete Freund's adjuvant was injected. Neuropathic pain was not studied.",
        ),
    ],
    "no_peripheral_neuropathy": [
        (
            "Electroacupuncture and the stomach of diabetic rats",
            "Streptozotocin was given. Gastric hypersensitivity fell (P < 0.01); tissue was fixed "
            "in acetone, and actin filaments were stained.",
        ),
        (
            "Needling after removal of an acoustic neuroma",
            "Dizziness fell with acupuncture (p = 0.03). The House-Brackmann grade was noted.",
        ),
        (
            "Electroacupuncture at ST36 and the gut after surgery",
            "It hastened recovery, but not in rats with a cut vagus nerve.",
        ),
        (
            "Acupuncture for vomiting during treatment with cisplatin",
            "Needles at PC6 kept 60 patients from vomiting. Four felt tingling at the needle.",
        ),
        (
            "Acupuncture beside a brachial plexus block for surgery of the wrist",
            "Forty adults had a brachial plexus block, half of them acupuncture too.",
        ),
        (
            "Electroacupuncture for lumbar spinal stenosis",
            "Eighty adults were randomised. Numbness of the leg on walking was one item.",
        ),
        (
            "Acupuncture for paclitaxel-induced myalgia",
            "Forty women rated their muscles. Pain lasted four days for five.",
        ),
        (
            "Acupuncture for claudication",
            "A third had diabetes. Leg pain came later on the treadmill.",
        ),
        (
            "Acupuncture for pain of cancer",
            "The pain is nociceptive and neuropathic. Sixty adults were needled.",
        ),
        (
            "Acupuncture for the eye after laser surgery",
            "Corneal nerve regeneration was seen in 40 eyes. Tears were kept longer.",
        ),
        ("Acupuncture for hay fever", "Eighty adults were randomised to needles or tablets."),
        (
            "Moxibustion and the neuropathology of ageing mice",
            "Brains were examined. Neuropathological changes were fewer with moxibustion.",
        ),
    ],
    "neuropathy_in_passing": [
        (
            "Acupressure on the nights of haemodialysis",
            "Sleep improved (P < 0.01). Pruritus, cramps and tingling fell (P = 0.04).",
        ),
        (
            "Electroacupuncture and the bladder of diabetic rats",
            "Bladder capacity fell (P < 0.01). The dorsal horn had less c-fos (P < 0.05).",
        ),
        (
            "Ear seeds for sleep in a hospice",
            "Forty people wore them. Some had neuropathic pain. Nights grew longer by an hour.",
        ),
        (
            "Outpatient acupuncture in an oncology clinic: what patients report",
            "Cancer hurts in many ways. We asked 375 people before and after acupuncture at our "
            "clinic. After it, fatigue (P < 0.01), neuropathy and nausea had all fallen.",
        ),
    ],
}


@pytest.mark.parametrize("case", ELIGIBLE.values(), ids=ELIGIBLE)
def test_an_article_about_both_is_eligible(decide, case):
    decision = decide(*case)
    assert (decision.is_eligible, decision.reason) == (True, None)


@pytest.mark.parametrize(
    ("reason", "title", "text"),
    [(reason, *case) for reason, cases in NOT_ELIGIBLE.items() for case in cases],
)
def test_a_mention_is_not_a_subject(decide, reason, title, text):
    decision = decide(title, text)
    assert (decision.is_eligible, decision.reason) == (False, reason)


def test_index_terms_turn_a_mention_into_a_subject(decide):
    title = "Management of nerve pain in a hospital for integrative care"
    text = "We describe how 40 patients fared. In the end acupuncture was kept up by half of them."
    assert decide(title, text, mesh_headings=(MeshHeading(descriptor="Acupuncture Therapy"),))


@pytest.mark.parametrize(
    ("title", "text", "modality", "needling"),
    [
        (
            "Acupuncture for neuralgia",
            "Needles stayed in for 20 minutes.",
            "manual_acupuncture",
            True,
        ),
        ("Electroacupuncture for neuralgia", "At 2 Hz.", "electroacupuncture", True),
        ("Injection of bee venom at acupoints for neuralgia", "Daily.", "pharmacopuncture", True),
        ("Moxa for neuralgia", "At ST36.", "moxibustion", False),
        ("Auricular acupressure for neuralgia", "With seeds.", "acupressure", False),
        ("TENS on acupoints for neuralgia", "Electrodes at LI4.", "transcutaneous", False),
        ("Laser light on acupoints for neuralgia", "At LI4.", "laser_acupuncture", False),
        ("Catgut embedding for neuralgia", "Once a week.", "manual_acupuncture", True),
    ],
)
def test_modality_and_whether_it_pierces_the_skin(decide, title, text, modality, needling):
    decision = decide(title, text)
    assert decision.modality == (modality,)
    assert decision.needling is needling


def test_two_modalities_in_the_title_both_count(decide):
    decision = decide("Acupuncture and moxibustion for Bell's palsy", "For four weeks.")
    assert decision.modality == ("manual_acupuncture", "moxibustion")


def test_sham_acupuncture_is_no_modality_of_its_own(decide):
    decision = decide(
        "Electroacupuncture versus sham acupuncture for diabetic neuropathy", "For four weeks."
    )
    assert decision.modality == ("electroacupuncture",)


@pytest.mark.parametrize(
    ("title", "text", "aetiology"),
    [
        ("Acupuncture for neuropathy in type 2 diabetes", "For ten weeks.", "diabetic"),
        ("Acupuncture for neuropathy after bortezomib", "For ten weeks.", "chemotherapy"),
        ("Acupuncture for neuropathy in HIV", "For ten weeks.", "infectious"),
        ("Acupuncture for shingles", "For ten weeks.", "infectious"),
        ("Acupuncture for Guillain-Barre syndrome", "For ten weeks.", "autoimmune"),
        ("Acupuncture for alcoholic polyneuropathy", "For ten weeks.", "nutritional_toxic"),
        ("Acupuncture for sciatica", "For ten weeks.", "entrapment"),
        ("Acupuncture after radial nerve injury", "For ten weeks.", "traumatic"),
        ("Sensory branch of the median nerve damaged by a needle", "A case.", "traumatic"),
        ("Electroacupuncture", "The sciatic nerve of rats was cut and needled.", "traumatic"),
        ("Acupuncture for facial palsy", "For ten weeks.", "cranial"),
        ("Acupuncture for peripheral neuropathy", "For ten weeks.", "other"),
    ],
)
def test_aetiology(decide, title, text, aetiology):
    assert decide(title, text).aetiology == (aetiology,)


def test_a_cause_in_the_title_is_added_to_the_condition(decide):
    decision = decide("Acupuncture for Guillain-Barré syndrome in HIV", "A man of 40.")
    assert decision.aetiology == ("infectious", "autoimmune")


@pytest.mark.parametrize(
    ("reason", "title", "text"),
    [
        (
            "central_only",
            "Acupuncture for foot drop after stroke",
            "Three years after a stroke a man with foot drop was needled.",
        ),
        (
            "acupoint_in_passing",
            "Mime therapy for facial palsy",
            "As the boy feared needles, acupuncture was ruled out and mime therapy given.",
        ),
    ],
)
def test_what_is_central_or_was_ruled_out_is_left_out(decide, reason, title, text):
    assert decide(title, text).reason == reason
