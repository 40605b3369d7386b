"""From tags to support: who votes, how reports merge, and counts against a recount by hand."""

import random
from collections import Counter, defaultdict

import pytest
from msgspec.structs import replace

from pipeline.building.database import read_database
from pipeline.records import Effect
from pipeline.synthesis import sign_test, wilson
from tests.factories import Bench, article, decision, rows, tag

STANCES = ("supports", "mixed", "no_benefit", "worse", "inconclusive")
BENEFITS = ("pain", "regeneration", "sensation", "inflammation", "wellbeing")
HUMAN = ("rct", "nonrandomized_trial", "observational", "case_report")
PERIODS = {1998: "before 2000", 2004: "2000-2009", 2019: "2015-2019", 2024: "since 2020"}
COUNTRIES = ("China", "Chile", "Japan", None)


def pain(file) -> dict:
    return rows(file, "FROM claim_support WHERE claim_id = 'pain'")[0]


def test_a_narrative_review_that_names_a_trial_is_no_report_of_it(tmp_path):
    articles = [article(n, registry_ids=("NCT1",)) for n in (1, 2)]
    decisions = [decision(1), decision(2, design="narrative_review")]
    tags = [tag(1, "pain", "no_benefit"), tag(2, "pain", "supports")]
    with Bench(tmp_path).made(articles, decisions, tags) as file:
        assert rows(file, "SELECT pmid, population FROM evidence ORDER BY pmid") == [
            {"pmid": 1, "population": "human"},
            {"pmid": 2, "population": None},
        ]
        assert rows(file, "SELECT pmid FROM to_review") == [{"pmid": 1}]
        assert (pain(file)["n_no_benefit"], pain(file)["n_supports"]) == (1, 0)


MERGED = {
    ("supports", "supports"): "supports",
    ("supports", "no_benefit"): "mixed",
    ("supports", "worse"): "mixed",
    ("mixed", "no_benefit"): "mixed",
    ("no_benefit", "worse"): "worse",
    ("inconclusive", "supports"): "supports",
    ("inconclusive", "inconclusive"): "inconclusive",
    ("inconclusive", "no_benefit", "supports"): "mixed",
}
LEANING = {
    (("supports", "unstated"),): "favours",
    (("worse", "unstated"),): "against",
    (("no_benefit", "unstated"),): "unstated",
    (("no_benefit", "favours"),): "favours",
    (("no_benefit", "against"),): "against",
    (("mixed", "unstated"),): "unstated",
    (("supports", "unstated"), ("no_benefit", "favours")): "favours",
    (("supports", "unstated"), ("worse", "unstated")): "unstated",
}


@pytest.fixture(scope="module")
def merged(tmp_path_factory):
    """The votes of studies, each of reports with the stances and directions of one case above."""
    bench = Bench(tmp_path_factory.mktemp("merged"))
    cases = [[(stance, "unstated") for stance in stances] for stances in MERGED]
    cases += [list(reports) for reports in LEANING]
    articles, tags = [], []
    for number, reports in enumerate(cases):
        for stance, direction in reports:
            pmid = len(articles) + 1
            articles.append(article(pmid, registry_ids=(f"NCT{number}",)))
            tags.append(tag(pmid, "pain", stance, direction=direction))
    with bench.made(articles, tags=tags) as file:
        assert pain(file)["n_studies"] == len(cases)
        yield rows(file, "FROM votes ORDER BY study_id")


def test_reports_of_a_study_have_one_vote(merged):
    votes = merged[: len(MERGED)]
    assert [vote["stance"] for vote in votes] == list(MERGED.values())
    assert [vote["n_reports"] for vote in votes] == [len(stances) for stances in MERGED]
    assert [vote["is_merged"] for vote in votes] == [len(set(case)) > 1 for case in MERGED]


def test_direction_is_what_is_stated_or_what_the_stance_says(merged):
    votes = merged[len(MERGED) :]
    assert [vote["direction"] for vote in votes] == list(LEANING.values())


def test_reports_that_disagree_are_listed(bench):
    articles = [article(1, registry_ids=("NCT1",)), article(2, registry_ids=("NCT1",)), article(3)]
    stances = {1: "supports", 2: "no_benefit", 3: "supports"}
    tags = [tag(n, "pain", stance, is_spin=n == 3) for n, stance in stances.items()]
    with bench.made(articles, tags=tags) as file:
        found = rows(
            file, "SELECT kind, pmid, stance, study_stance FROM disagreements ORDER BY ALL"
        )
    assert found == [
        {"kind": "reports", "pmid": 1, "stance": "supports", "study_stance": "mixed"},
        {"kind": "reports", "pmid": 2, "stance": "no_benefit", "study_stance": "mixed"},
        {"kind": "spin", "pmid": 3, "stance": "supports", "study_stance": "supports"},
    ]


def test_people_animals_and_reviews_never_stand_in_one_sum(bench):
    designs = {
        1: "rct", 2: "case_report", 3: "animal", 4: "in_vitro", 5: "systematic_review",
        6: "narrative_review", 7: "protocol",
    }  # fmt: skip
    made = bench.made(
        [article(n) for n in designs],
        [decision(n, design=design) for n, design in designs.items()],
        [tag(n, "pain", "supports") for n in designs],
    )
    with made as file:
        found = pain(file)
        assert found["n_studies"] == 2
        assert found["n_rct_studies"] == 1
        assert found["n_animal_studies"] == 2
        assert found["n_review_studies"] == 1
        assert rows(file, "SELECT count(*) AS n FROM votes") == [{"n": 5}]


def test_excluded_articles_have_no_vote(bench):
    made = bench.made(
        [article(1), article(2)],
        [decision(1), decision(2, reason="retracted")],
        [tag(1, "pain", "supports"), tag(2, "pain", "supports")],
    )
    with made as file:
        assert pain(file)["n_supports"] == 1
        kept = rows(file, "SELECT pmid, is_eligible FROM evidence ORDER BY pmid")
    assert kept == [{"pmid": 1, "is_eligible": True}, {"pmid": 2, "is_eligible": False}]


def test_study_takes_its_strongest_design_and_all_that_its_reports_name(bench):
    articles = [
        article(1, registry_ids=("NCT1",), year=2012, country=None),
        article(2, registry_ids=("NCT1",), year=2014, country="Chile"),
    ]
    decisions = [
        decision(1, design="observational", sample_size=30, comparator=("none",)),
        decision(2, sample_size=60, comparator=("sham",), aetiology=("entrapment",)),
    ]
    with bench.made(articles, decisions) as file:
        (found,) = rows(file, "FROM studies")
    assert (found["design"], found["is_randomized"], found["has_sham"]) == ("rct", True, True)
    assert found["comparator"] == ["none", "sham"]
    assert found["aetiology"] == ["diabetic", "entrapment"]
    assert (found["sample_size"], found["country"], found["year"]) == (60, "Chile", 2012)
    assert found["period"] == "2010-2014"


def test_mechanisms_are_kept_apart_from_benefits(bench):
    tags = [tag(1, "opioids", "supports"), tag(2, "pain", "supports")]
    with bench.made([article(1), article(2)], tags=tags) as file:
        assert [row["claim_id"] for row in rows(file, "FROM claim_support ORDER BY position")] == [
            *BENEFITS
        ]
        assert rows(file, "SELECT claim_id, n_supports FROM mechanism_support") == [
            {"claim_id": "opioids", "n_supports": 1}
        ]
        by = rows(file, "SELECT DISTINCT claim_id FROM claim_support_by")
        assert by == [{"claim_id": "pain"}]
        flow = rows(file, "SELECT n_records FROM prisma_flow WHERE step = 'addresses_a_claim'")
        assert flow == [{"n_records": 1}]


def test_claim_nobody_studied_has_its_row(bench):
    with bench.made([article(1)]) as file:
        found = rows(file, "FROM claim_support ORDER BY position")
    assert [row["claim_id"] for row in found] == list(BENEFITS)
    assert {row["n_studies"] for row in found} == {0}
    assert {row["share_supporting"] for row in found} == {None}
    assert {row["verdict_id"] for row in found} == {"no_human_studies"}


# A recount by hand ------------------------------------------------------------------------------


def made_up(seed: int = 5, n: int = 400):
    """Trials with every mix of design, comparator, country and stance; no two reports of one."""
    chance = random.Random(seed)
    designs = (*HUMAN, "animal", "systematic_review", "narrative_review")
    articles, decisions, tags = [], [], []
    for pmid in range(1, n + 1):
        country = chance.choice(COUNTRIES)
        articles.append(
            article(pmid, country=country, year=chance.choice((1998, 2004, 2019, 2024)))
        )
        decisions.append(
            decision(
                pmid,
                design=chance.choice(designs),
                comparator=tuple(
                    sorted(chance.sample(("active", "none", "sham"), chance.randrange(3)))
                ),
                modality=(chance.choice(("manual_acupuncture", "acupressure")),),
                needling=chance.random() < 0.6,
                sample_size=chance.choice((None, 20, 75)),
                **({"reason": "no_abstract"} if chance.random() < 0.1 else {}),
            )
        )
        for claim in BENEFITS:
            if chance.random() < 0.5:
                weights = (60, 0, 1, 0, 1) if country == "China" else (6, 2, 3, 1, 1)
                tags.append(
                    tag(
                        pmid,
                        claim,
                        chance.choices(STANCES, weights)[0],
                        confidence=chance.choice((0.5, 0.8, 0.95)),
                        direction=chance.choice(("favours", "against", "unstated")),
                    )
                )
    return articles, decisions, tags


@pytest.fixture(scope="module")
def recounted(tmp_path_factory):
    """The made-up corpus, and the file that was built from it."""
    parts = made_up()
    bench = Bench(tmp_path_factory.mktemp("recounted"))
    bench.made(*parts).close()
    articles, decisions, tags = parts
    with read_database(bench.database) as file:
        yield file, {a.pmid: a for a in articles}, {d.pmid: d for d in decisions}, tags


def counted(tags, keep) -> dict[str, Counter]:
    found = defaultdict(Counter)
    for each in tags:
        if keep(each):
            found[each.claim_id][each.stance] += 1
    return found


def stances_of(row, prefix: str = "n_") -> Counter:
    return Counter({s: row[f"{prefix}{s}"] for s in STANCES if row[f"{prefix}{s}"]})


def test_support_is_what_a_recount_gives(recounted):
    file, _, decisions, tags = recounted
    human = {p for p, d in decisions.items() if d.is_eligible and d.design in HUMAN}
    parts = {
        "n_": human,
        "n_rct_": {p for p in human if decisions[p].design == "rct"},
        "n_sham_rct_": {
            p for p in human if decisions[p].design == "rct" and "sham" in decisions[p].comparator
        },
        "n_animal_": {p for p, d in decisions.items() if d.is_eligible and d.design == "animal"},
        "n_review_": {
            p for p, d in decisions.items() if d.is_eligible and d.design == "systematic_review"
        },
    }
    for prefix, pmids in parts.items():
        expected = counted(tags, lambda each, pmids=pmids: each.pmid in pmids)
        for row in rows(file, "FROM claim_support"):
            assert stances_of(row, prefix) == expected[row["claim_id"]], prefix


def test_share_and_tests_are_those_of_the_counts(recounted):
    file, *_ = recounted
    for table in ("claim_support", "claim_support_by"):
        for row in rows(file, f"FROM {table}"):
            found = wilson(row["n_supports"], row["n_conclusive"])
            shares = (row["share_supporting"], row["share_low"], row["share_high"])
            assert shares == ((found.share, found.low, found.high) if found else (None,) * 3)
            p = sign_test(row["n_favours"], row["n_against"], min_studies=6)
            assert row["sign_test_p"] == p


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("comparator", lambda a, d: d.comparator or ("not stated",)),
        ("aetiology", lambda a, d: d.aetiology),
        ("modality", lambda a, d: d.modality),
        ("needling", lambda a, d: ("needling" if d.needling else "no needling",)),
        ("country", lambda a, d: (a.country or "not stated",)),
        ("period", lambda a, d: (PERIODS[a.year],)),
        ("design", lambda a, d: (d.design,)),
    ],
)
def test_strata_are_what_a_recount_gives(recounted, kind, values):
    file, articles, decisions, tags = recounted
    expected = defaultdict(Counter)
    for each in tags:
        a, d = articles[each.pmid], decisions[each.pmid]
        if d.is_eligible and d.design in HUMAN:
            for value in values(a, d):
                expected[each.claim_id, value][each.stance] += 1
    found = {
        (row["claim_id"], row["stratum"]): stances_of(row)
        for row in rows(
            file, f"FROM claim_support_by WHERE stratum_kind = '{kind}' AND population = 'human'"
        )
    }
    assert found == expected


def test_participants_are_those_of_the_studies_that_state_them(recounted):
    file, _, decisions, tags = recounted
    for row in rows(file, "FROM claim_support"):
        sizes = defaultdict(list)
        for each in tags:
            d = decisions[each.pmid]
            if each.claim_id == row["claim_id"] and d.is_eligible and d.design in HUMAN:
                sizes[each.stance].append(d.sample_size)
        for stance in STANCES:
            assert row[f"n_participants_{stance}"] == sum(filter(None, sizes[stance]))
        everyone = [size for stated in sizes.values() for size in stated]
        assert row["n_participants"] == sum(filter(None, everyone))
        assert row["n_size_unstated"] == everyone.count(None)


@pytest.mark.parametrize(
    ("scenario", "keep"),
    [
        ("all", lambda a, d, t: True),
        ("randomized", lambda a, d, t: d.design == "rct"),
        ("sham_controlled", lambda a, d, t: "sham" in d.comparator),
        ("needling", lambda a, d, t: d.needling),
        ("confident", lambda a, d, t: t.confidence >= 0.8),
        ("without_uniform_countries", lambda a, d, t: a.country != "China"),
    ],
)
def test_scenarios_are_what_a_recount_gives(recounted, scenario, keep):
    file, articles, decisions, tags = recounted

    def counts(each):
        d = decisions[each.pmid]
        return d.is_eligible and d.design in HUMAN and keep(articles[each.pmid], d, each)

    expected = counted(tags, counts)
    found = rows(file, f"FROM sensitivity WHERE scenario = '{scenario}'")
    assert len(found) == len(BENEFITS)
    for row in found:
        assert stances_of(row) == expected[row["claim_id"]]


def test_scenario_says_whether_the_verdict_would_change(recounted):
    file, *_ = recounted
    own = {row["claim_id"]: row for row in rows(file, "FROM claim_support")}
    changes = rows(file, "FROM sensitivity")
    for row in changes:
        verdict = own[row["claim_id"]]["verdict_id"]
        assert row["has_changed_verdict"] == (row["verdict_id"] != verdict)
        if row["has_changed_verdict"]:
            assert row["change"].startswith(f"the verdict would change from {verdict} to ")
    assert {row["has_changed_verdict"] for row in changes} == {True, False}


def test_most_influential_and_least_confident_tags_come_first(recounted):
    file, _, decisions, tags = recounted
    found = rows(file, "FROM to_review")
    weights = [(1 - row["confidence"]) * row["influence"] for row in found]
    assert weights == sorted(weights, reverse=True)
    human = {p for p, d in decisions.items() if d.is_eligible and d.design in HUMAN}
    assert len(found) == sum(each.pmid in human for each in tags)
    of_sham = [
        row for row in found
        if row["claim_id"] == "pain" and row["design"] == "rct" and "sham" in row["comparator"]
    ]  # fmt: skip
    assert {row["influence"] for row in of_sham} == {1 / pain(file)["n_sham_rct_studies"]}


def test_estimates_on_one_scale_are_told_once_a_study_and_not_pooled(bench):
    def effects(*estimates, measure="SMD"):
        return tuple(
            Effect(outcome="pain intensity", measure=measure, estimate=e, quote="a clause")
            for e in estimates
        )

    tags = [
        replace(tag(1, "pain", "supports"), effects=effects(-1.0, -0.6)),
        replace(tag(2, "pain", "supports"), effects=effects(-0.2)),
        replace(tag(3, "pain", "supports"), effects=effects(-2.0) + effects(-20.0, measure="MD")),
        replace(tag(4, "pain", "supports"), effects=effects(-9.0)),
    ]
    decisions = [decision(n, design="animal" if n == 4 else "rct") for n in range(1, 5)]
    with bench.made([article(n) for n in range(1, 5)], decisions, tags) as file:
        people, animals = rows(file, "FROM effect_summary ORDER BY population = 'animal', measure")
        assert rows(file, "SELECT count(*) AS n FROM effects") == [{"n": 6}]
    assert (people["outcome"], people["measure"]) == ("pain intensity", "SMD")
    assert (people["n_studies"], people["n_estimates"]) == (3, 4)
    assert people["median_estimate"] == pytest.approx(-0.8)
    assert (people["min_estimate"], people["max_estimate"]) == (-2.0, -0.2)
    assert animals["n_studies"] == 1


def test_certainty_rows_end_at_the_level_that_support_tells(recounted):
    file, *_ = recounted
    last = rows(
        file,
        "SELECT claim_id, arg_max(level, position) AS level, "
        "string_agg(sentence, '; ' ORDER BY position) FILTER (n_levels_lowered > 0) AS why "
        "FROM certainty GROUP BY claim_id",
    )
    for row in last:
        own = rows(file, f"FROM claim_support WHERE claim_id = '{row['claim_id']}'")[0]
        assert (own["certainty"], own["certainty_reasons"]) == (row["level"], row["why"])
