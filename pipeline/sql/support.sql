-- From tags to votes, and from votes to counts in every stratum and under every scenario.

-- How the reports of a study are merged: inconclusive ones yield to those with a finding; where
-- all findings agree, that one; no benefit and worse make worse; anything else is mixed.

CREATE TEMP MACRO merged_stance(stance) AS
CASE
    WHEN count(DISTINCT stance) FILTER (stance <> 'inconclusive') = 0 THEN 'inconclusive'
    WHEN count(DISTINCT stance) FILTER (stance <> 'inconclusive') = 1
        THEN min(stance) FILTER (stance <> 'inconclusive')
    WHEN bool_or(stance IN ('supports', 'mixed')) THEN 'mixed'
    ELSE 'worse'
END;

CREATE TEMP MACRO merged_direction(direction) AS
CASE
    WHEN count(DISTINCT direction) FILTER (direction <> 'unstated') = 1
        THEN min(direction) FILTER (direction <> 'unstated')
    ELSE 'unstated'
END;

-- A tag counts when its article is eligible and its design votes.

CREATE TEMP TABLE counted_tags AS
SELECT
    study_id,
    tags.claim_id,
    claims.kind,
    tags.stance,
    tags.confidence,
    CASE
        WHEN tags.direction <> 'unstated' THEN tags.direction
        WHEN tags.stance = 'supports' THEN 'favours'
        WHEN tags.stance = 'worse' THEN 'against'
        ELSE 'unstated'
    END AS direction
FROM tags
JOIN voting_reports USING (pmid)
JOIN claims USING (claim_id);

INSERT INTO votes
SELECT
    study_id,
    claim_id,
    merged_stance(stance),
    merged_direction(direction),
    min(confidence),
    count(*),
    count(DISTINCT stance) > 1
FROM counted_tags
GROUP BY study_id, claim_id
ORDER BY study_id, claim_id;

-- The same under each scenario, for the benefits and people. ---------------------------------------

CREATE TEMP TABLE uniform_countries AS
SELECT scenarios.scenario, studies.country
FROM votes
JOIN studies USING (study_id)
JOIN claims USING (claim_id)
JOIN scenarios ON scenarios.max_country_share IS NOT NULL
WHERE studies.population = 'human'
    AND claims.kind = 'benefit'
    AND votes.stance <> 'inconclusive'
    AND studies.country IS NOT NULL
GROUP BY ALL
HAVING count(*) >= any_value(scenarios.min_country_votes)
    AND count(*) FILTER (votes.stance = 'supports') / count(*)
        > any_value(scenarios.max_country_share);

CREATE TEMP TABLE scenario_votes AS
SELECT
    scenario,
    study_id,
    claim_id,
    merged_stance(stance) AS stance,
    merged_direction(direction) AS direction
FROM counted_tags AS t
JOIN studies USING (study_id)
JOIN scenarios
    ON studies.is_randomized >= scenarios.is_randomized
    AND studies.has_sham >= scenarios.has_sham
    AND studies.needling >= scenarios.needling
    AND t.confidence >= coalesce(scenarios.min_confidence, 0)
ANTI JOIN uniform_countries USING (scenario, country)
WHERE studies.population = 'human' AND t.kind = 'benefit'
GROUP BY scenario, study_id, claim_id;

-- Strata ------------------------------------------------------------------------------------------

CREATE TEMP TABLE strata AS
WITH compared AS (
    SELECT study_id, unnest(if(comparator = [], ['not stated'], comparator)) AS stratum
    FROM studies
)

SELECT study_id, 'population' AS stratum_kind, population AS stratum FROM studies
UNION ALL
SELECT study_id, 'trials', 'rct' FROM studies WHERE population = 'human' AND is_randomized
UNION ALL
SELECT study_id, 'trials', 'sham_rct'
FROM studies
WHERE population = 'human' AND is_randomized AND has_sham
UNION ALL
SELECT study_id, 'design', design FROM studies
UNION ALL
SELECT study_id, 'design_comparator', design || ', ' || stratum
FROM studies
JOIN compared USING (study_id)
UNION ALL
SELECT study_id, kind, stratum
FROM studies
JOIN (
    SELECT study_id, 'comparator' AS kind, stratum FROM compared
    UNION ALL
    SELECT study_id, 'aetiology', unnest(if(aetiology = [], ['not stated'], aetiology))
    FROM studies
    UNION ALL
    SELECT study_id, 'modality', unnest(if(modality = [], ['not stated'], modality))
    FROM studies
    UNION ALL
    SELECT study_id, 'needling', if(needling, 'needling', 'no needling') FROM studies
    UNION ALL
    SELECT study_id, 'country', coalesce(country, 'not stated') FROM studies
    UNION ALL
    SELECT study_id, 'period', coalesce(period, 'not stated') FROM studies
) USING (study_id)
WHERE population = 'human';

-- Counts ------------------------------------------------------------------------------------------

CREATE TEMP TABLE counts AS
WITH cells AS (
    SELECT study_id, claim_id, stance, direction, stratum_kind, stratum
    FROM votes
    JOIN strata USING (study_id)
    UNION ALL
    SELECT study_id, claim_id, stance, direction, 'scenario', scenario
    FROM scenario_votes
)

SELECT
    claim_id,
    stratum_kind,
    stratum,
    any_value(population) AS population,
    count(*) AS n_studies,
    count(*) FILTER (stance = 'supports') AS n_supports,
    count(*) FILTER (stance = 'mixed') AS n_mixed,
    count(*) FILTER (stance = 'no_benefit') AS n_no_benefit,
    count(*) FILTER (stance = 'worse') AS n_worse,
    count(*) FILTER (stance = 'inconclusive') AS n_inconclusive,
    count(*) FILTER (stance <> 'inconclusive') AS n_conclusive,
    coalesce(sum(sample_size), 0) AS n_participants,
    coalesce(sum(sample_size) FILTER (stance = 'supports'), 0) AS n_participants_supports,
    coalesce(sum(sample_size) FILTER (stance = 'mixed'), 0) AS n_participants_mixed,
    coalesce(sum(sample_size) FILTER (stance = 'no_benefit'), 0) AS n_participants_no_benefit,
    coalesce(sum(sample_size) FILTER (stance = 'worse'), 0) AS n_participants_worse,
    coalesce(sum(sample_size) FILTER (stance = 'inconclusive'), 0) AS n_participants_inconclusive,
    count(*) FILTER (sample_size IS NULL) AS n_size_unstated,
    count(*) FILTER (stance <> 'inconclusive' AND direction = 'favours') AS n_favours,
    count(*) FILTER (stance <> 'inconclusive' AND direction = 'against') AS n_against,
    count(*) FILTER (
        stance <> 'inconclusive' AND direction = 'unstated'
    ) AS n_direction_unstated
FROM cells
JOIN studies USING (study_id)
GROUP BY claim_id, stratum_kind, stratum;

-- The bodies of studies on which certainty rests: of the conclusive ones, by scenario. -------------

CREATE TEMP TABLE bodies AS
WITH people AS (
    SELECT v.scenario, v.claim_id, v.stance, studies.*
    FROM scenario_votes AS v
    JOIN studies USING (study_id)
    WHERE v.stance <> 'inconclusive'
),

countries AS (
    SELECT scenario, claim_id, country, count(*) AS n
    FROM people
    WHERE country IS NOT NULL
    GROUP BY scenario, claim_id, country
),

dominant AS (
    SELECT
        scenario,
        claim_id,
        sum(n) AS n_country_stated,
        max(n) AS n_country,
        arg_min(country, (-n, country)) AS country
    FROM countries
    GROUP BY scenario, claim_id
),

figures AS (
    SELECT
        scenario,
        claim_id,
        count(*) FILTER (is_randomized) AS n_randomized,
        count(*) FILTER (has_sham) AS n_sham,
        count(*) FILTER (has_sham AND stance = 'supports') AS n_sham_supports,
        count(*) FILTER (needling) AS n_needling,
        sum(sample_size) AS n_participants,
        count(*) FILTER (sample_size IS NULL) AS n_size_unstated
    FROM people
    GROUP BY scenario, claim_id
)

SELECT
    claims.claim_id,
    scenarios.scenario,
    coalesce(counts.n_conclusive, 0) AS n_conclusive,
    coalesce(counts.n_inconclusive, 0) AS n_inconclusive,
    coalesce(counts.n_supports, 0) AS n_supports,
    coalesce(counts.n_mixed, 0) AS n_mixed,
    coalesce(counts.n_no_benefit, 0) AS n_no_benefit,
    coalesce(counts.n_worse, 0) AS n_worse,
    coalesce(figures.n_randomized, 0) AS n_randomized,
    coalesce(figures.n_sham, 0) AS n_sham,
    coalesce(figures.n_sham_supports, 0) AS n_sham_supports,
    coalesce(figures.n_needling, 0) AS n_needling,
    coalesce(figures.n_participants, 0)::BIGINT AS n_participants,
    coalesce(figures.n_size_unstated, 0) AS n_size_unstated,
    coalesce(dominant.n_country, 0) AS n_country,
    coalesce(dominant.n_country_stated, 0)::BIGINT AS n_country_stated,
    dominant.country,
    coalesce(animals.n_studies, 0) AS n_animal
FROM claims
CROSS JOIN scenarios
LEFT JOIN counts
    ON counts.claim_id = claims.claim_id
    AND counts.stratum_kind = 'scenario'
    AND counts.stratum = scenarios.scenario
LEFT JOIN counts AS animals
    ON animals.claim_id = claims.claim_id
    AND animals.stratum_kind = 'population'
    AND animals.stratum = 'animal'
LEFT JOIN figures
    ON figures.claim_id = claims.claim_id AND figures.scenario = scenarios.scenario
LEFT JOIN dominant
    ON dominant.claim_id = claims.claim_id AND dominant.scenario = scenarios.scenario
WHERE claims.kind = 'benefit'
ORDER BY claims.position, scenarios.position;
