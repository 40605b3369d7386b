-- The public tables of support, from the counts and the statistics on them.

CREATE TEMP VIEW measured AS
SELECT
    counts.*,
    intervals.share AS share_supporting,
    intervals.low AS share_low,
    intervals.high AS share_high,
    sign_tests.p AS sign_test_p
FROM counts
LEFT JOIN intervals
    ON intervals.k = counts.n_supports AND intervals.n = counts.n_conclusive
LEFT JOIN sign_tests USING (n_favours, n_against);

INSERT INTO claim_support_by BY NAME
SELECT measured.*
FROM measured
JOIN claims USING (claim_id)
WHERE claims.kind = 'benefit' AND stratum_kind NOT IN ('scenario', 'trials')
ORDER BY claims.position, stratum_kind, stratum;

INSERT INTO mechanism_support BY NAME
SELECT
    claim_id,
    population,
    n_studies,
    n_supports,
    n_mixed,
    n_no_benefit,
    n_worse,
    n_inconclusive,
    share_supporting,
    share_low,
    share_high
FROM measured
JOIN claims USING (claim_id)
WHERE claims.kind = 'mechanism' AND stratum_kind = 'population'
ORDER BY claims.position, population;

-- One row a claim, also where no study reports on it: then counts are 0 and shares NULL.

CREATE TEMP VIEW beside AS
SELECT
    claims.claim_id,
    part.stratum AS part,
    coalesce(m.n_studies, 0) AS n_studies,
    coalesce(m.n_supports, 0) AS n_supports,
    coalesce(m.n_mixed, 0) AS n_mixed,
    coalesce(m.n_no_benefit, 0) AS n_no_benefit,
    coalesce(m.n_worse, 0) AS n_worse,
    coalesce(m.n_inconclusive, 0) AS n_inconclusive,
    coalesce(m.n_conclusive, 0) AS n_conclusive,
    m.share_supporting,
    m.share_low,
    m.share_high,
    coalesce(m.n_participants, 0) AS n_participants,
    coalesce(m.n_participants_supports, 0) AS n_participants_supports,
    coalesce(m.n_participants_mixed, 0) AS n_participants_mixed,
    coalesce(m.n_participants_no_benefit, 0) AS n_participants_no_benefit,
    coalesce(m.n_participants_worse, 0) AS n_participants_worse,
    coalesce(m.n_participants_inconclusive, 0) AS n_participants_inconclusive,
    coalesce(m.n_size_unstated, 0) AS n_size_unstated,
    coalesce(m.n_favours, 0) AS n_favours,
    coalesce(m.n_against, 0) AS n_against,
    coalesce(m.n_direction_unstated, 0) AS n_direction_unstated,
    m.sign_test_p
FROM claims
CROSS JOIN (
    VALUES
        ('population', 'human'),
        ('trials', 'rct'),
        ('trials', 'sham_rct'),
        ('population', 'animal'),
        ('population', 'review')
) AS part (stratum_kind, stratum)
LEFT JOIN measured AS m
    ON m.claim_id = claims.claim_id
    AND m.stratum_kind = part.stratum_kind
    AND m.stratum = part.stratum;

INSERT INTO claim_support BY NAME
SELECT
    claims.claim_id,
    row_number() OVER (ORDER BY claims.position) AS position,
    claims.name,
    claims.statement,
    human.* EXCLUDE (claim_id, part),
    answers.certainty,
    answers.certainty_reasons,
    answers.verdict_id,
    answers.verdict,
    precision.share AS tagger_precision,
    precision.low AS tagger_precision_low,
    precision.high AS tagger_precision_high,
    precision.n AS n_tagger_checked,
    rct.n_studies AS n_rct_studies,
    rct.n_supports AS n_rct_supports,
    rct.n_mixed AS n_rct_mixed,
    rct.n_no_benefit AS n_rct_no_benefit,
    rct.n_worse AS n_rct_worse,
    rct.n_inconclusive AS n_rct_inconclusive,
    rct.share_supporting AS rct_share_supporting,
    rct.share_low AS rct_share_low,
    rct.share_high AS rct_share_high,
    sham_rct.n_studies AS n_sham_rct_studies,
    sham_rct.n_supports AS n_sham_rct_supports,
    sham_rct.n_mixed AS n_sham_rct_mixed,
    sham_rct.n_no_benefit AS n_sham_rct_no_benefit,
    sham_rct.n_worse AS n_sham_rct_worse,
    sham_rct.n_inconclusive AS n_sham_rct_inconclusive,
    sham_rct.share_supporting AS sham_rct_share_supporting,
    sham_rct.share_low AS sham_rct_share_low,
    sham_rct.share_high AS sham_rct_share_high,
    animal.n_studies AS n_animal_studies,
    animal.n_supports AS n_animal_supports,
    animal.n_mixed AS n_animal_mixed,
    animal.n_no_benefit AS n_animal_no_benefit,
    animal.n_worse AS n_animal_worse,
    animal.n_inconclusive AS n_animal_inconclusive,
    animal.share_supporting AS animal_share_supporting,
    animal.share_low AS animal_share_low,
    animal.share_high AS animal_share_high,
    review.n_studies AS n_review_studies,
    review.n_supports AS n_review_supports,
    review.n_mixed AS n_review_mixed,
    review.n_no_benefit AS n_review_no_benefit,
    review.n_worse AS n_review_worse,
    review.n_inconclusive AS n_review_inconclusive,
    review.share_supporting AS review_share_supporting,
    review.share_low AS review_share_low,
    review.share_high AS review_share_high,
    getvariable('disclaimer') AS disclaimer
FROM claims
JOIN answers ON answers.claim_id = claims.claim_id AND answers.scenario = 'all'
JOIN beside AS human ON human.claim_id = claims.claim_id AND human.part = 'human'
JOIN beside AS rct ON rct.claim_id = claims.claim_id AND rct.part = 'rct'
JOIN beside AS sham_rct ON sham_rct.claim_id = claims.claim_id AND sham_rct.part = 'sham_rct'
JOIN beside AS animal ON animal.claim_id = claims.claim_id AND animal.part = 'animal'
JOIN beside AS review ON review.claim_id = claims.claim_id AND review.part = 'review'
LEFT JOIN tagger_precision AS precision ON precision.claim_id = claims.claim_id
ORDER BY position;

INSERT INTO sensitivity BY NAME
SELECT
    bodies.claim_id,
    bodies.scenario,
    scenarios.position,
    scenarios.description,
    bodies.n_conclusive + bodies.n_inconclusive AS n_studies,
    bodies.n_supports,
    bodies.n_mixed,
    bodies.n_no_benefit,
    bodies.n_worse,
    bodies.n_inconclusive,
    answers.share AS share_supporting,
    answers.low AS share_low,
    answers.high AS share_high,
    answers.certainty,
    answers.verdict_id,
    answers.verdict,
    answers.verdict_id <> own.verdict_id AS has_changed_verdict,
    answers.change
FROM bodies
JOIN claims USING (claim_id)
JOIN scenarios USING (scenario)
JOIN answers USING (claim_id, scenario)
JOIN answers AS own ON own.claim_id = bodies.claim_id AND own.scenario = 'all'
ORDER BY claims.position, scenarios.position;

-- Estimates on one scale, each study counted once. -------------------------------------------------

INSERT INTO effect_summary
WITH by_study AS (
    SELECT
        study_id,
        claim_id,
        population,
        coalesce(outcome, 'not stated') AS outcome,
        measure,
        median(estimate) AS estimate,
        count(*) AS n_estimates
    FROM effects
    JOIN voting_reports USING (pmid)
    WHERE list_contains(getvariable('comparable_effects'), measure)
    GROUP BY ALL
)

SELECT
    claim_id,
    population,
    outcome,
    measure,
    count(*),
    sum(n_estimates),
    median(estimate),
    min(estimate),
    max(estimate)
FROM by_study
GROUP BY claim_id, population, outcome, measure
ORDER BY claim_id, population, outcome, measure;
