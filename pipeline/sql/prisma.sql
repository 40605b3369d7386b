-- The PRISMA 2020 flow. Whatever is identified is either left out at a named step or included.

INSERT INTO prisma_flow
WITH benefit_tags AS (
    SELECT pmid FROM tags JOIN claims USING (claim_id) WHERE kind = 'benefit'
),

voters AS (
    SELECT DISTINCT study_id, population
    FROM votes
    JOIN studies USING (study_id)
    JOIN claims USING (claim_id)
    WHERE kind = 'benefit'
),

boxes (phase_position, phase, step, reason, rank, n_records, n_studies, description) AS (
    SELECT 1, 'identification', 'identified', NULL, 1,
        (SELECT coalesce(sum(n_copies), 0) FROM snapshot_records) + getvariable('n_missing'), NULL,
        'records identified'
    UNION ALL
    SELECT 1, 'identification', 'not_served', NULL, 2, getvariable('n_missing'), NULL,
        'records that the search names and PubMed does not serve'
    UNION ALL
    SELECT 1, 'identification', 'superseded', NULL, 3,
        (SELECT coalesce(sum(n_copies - 1), 0) FROM snapshot_records), NULL,
        'copies that are duplicates or earlier versions'
    UNION ALL
    SELECT 2, 'screening', 'screened', NULL, 1, (SELECT count(*) FROM articles), NULL,
        'records screened on title and abstract'
    UNION ALL
    SELECT 2, 'screening', 'excluded', reason, 1 + position,
        (SELECT count(*) FROM screening WHERE screening.reason = exclusion_rules.reason), NULL,
        sentence
    FROM exclusion_rules
    UNION ALL
    SELECT 3, 'included', 'included', NULL, 1,
        (SELECT count(*) FROM screening WHERE is_eligible), NULL,
        'articles included'
    UNION ALL
    SELECT 3, 'included', 'addresses_no_claim', NULL, 2,
        (SELECT count(*) FROM screening ANTI JOIN benefit_tags USING (pmid) WHERE is_eligible), NULL,
        'of these, articles that report on none of the benefits'
    UNION ALL
    SELECT 3, 'included', 'addresses_a_claim', NULL, 3,
        (SELECT count(*) FROM screening SEMI JOIN benefit_tags USING (pmid) WHERE is_eligible), NULL,
        'of these, articles that report on a benefit'
    UNION ALL
    SELECT 3, 'included', 'studies', NULL, 4, NULL,
        (SELECT count(*) FROM studies WHERE n_eligible > 0),
        'studies that these articles report'
    UNION ALL
    SELECT 3, 'included', population || '_studies', NULL, 4 + rank, NULL,
        (SELECT count(*) FROM voters WHERE voters.population = who.population),
        'of these, ' || name || ' that report on a benefit'
    FROM (
        VALUES
            (1, 'human', 'primary studies in people'),
            (2, 'animal', 'animal and cell studies'),
            (3, 'review', 'systematic reviews')
    ) AS who (rank, population, name)
)

SELECT
    row_number() OVER (ORDER BY phase_position, rank),
    phase,
    step,
    reason,
    n_records,
    n_studies,
    description
FROM boxes;
