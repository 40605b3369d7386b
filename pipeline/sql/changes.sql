-- What the last run changed. The file built from the snapshot as it was before that run is attached
-- as `before`; the same code built it, so that only the records differ.

INSERT INTO changes
WITH was AS (
    SELECT pmid, coalesce(retraction_status = 'retracted', false) AS is_retracted, is_deleted
    FROM before.articles
),

is_now AS (
    SELECT pmid, title, coalesce(retraction_status = 'retracted', false) AS is_retracted, is_deleted
    FROM articles
),

fates AS (
    SELECT
        1 AS part,
        'new' AS kind,
        pmid,
        'New: PMID ' || pmid || ', ' || coalesce(title, 'untitled') AS sentence
    FROM is_now
    ANTI JOIN was USING (pmid)
    WHERE NOT is_deleted
    UNION ALL
    SELECT 2, 'retracted', pmid, 'Retracted: PMID ' || pmid || ', ' || coalesce(title, 'untitled')
    FROM is_now
    JOIN was USING (pmid)
    WHERE is_now.is_retracted AND NOT was.is_retracted
    UNION ALL
    SELECT 3, 'deleted', pmid,
        'Withdrawn from PubMed: PMID ' || pmid || ', ' || coalesce(title, 'untitled')
    FROM is_now
    JOIN was USING (pmid)
    WHERE is_now.is_deleted AND NOT was.is_deleted
),

stances_before AS (
    SELECT pmid, claim_id, stance
    FROM before.tags
    SEMI JOIN (FROM before.screening WHERE population IS NOT NULL) USING (pmid)
),

stances_now AS (
    SELECT pmid, claim_id, stance
    FROM tags
    SEMI JOIN (FROM screening WHERE population IS NOT NULL) USING (pmid)
),

stances AS (
    SELECT
        pmid,
        claim_id,
        stances_before.stance AS earlier,
        stances_now.stance AS later
    FROM stances_before
    FULL JOIN stances_now USING (pmid, claim_id)
    WHERE stances_before.stance IS DISTINCT FROM stances_now.stance
        AND pmid IN (SELECT pmid FROM was)
),

states AS (
    SELECT 'earlier' AS state, * FROM before.claim_support
    UNION ALL
    SELECT 'later', * FROM claim_support
),

figures AS (
    UNPIVOT (
        SELECT
            state,
            claim_id,
            n_studies::VARCHAR AS n_studies,
            n_supports::VARCHAR AS n_supports,
            n_mixed::VARCHAR AS n_mixed,
            n_no_benefit::VARCHAR AS n_no_benefit,
            n_worse::VARCHAR AS n_worse,
            n_inconclusive::VARCHAR AS n_inconclusive,
            round(share_supporting, 3)::VARCHAR AS share_supporting,
            round(share_low, 3)::VARCHAR AS share_low,
            round(share_high, 3)::VARCHAR AS share_high,
            certainty,
            verdict_id
        FROM states
    )
    ON COLUMNS(* EXCLUDE (state, claim_id)) INTO NAME measure VALUE figure
),

support AS (
    SELECT
        claim_id,
        measure,
        any_value(figure) FILTER (state = 'earlier') AS earlier,
        any_value(figure) FILTER (state = 'later') AS later
    FROM figures
    GROUP BY claim_id, measure
),

told AS (
    SELECT part, kind, pmid, NULL AS claim_id, NULL AS measure, NULL AS earlier, NULL AS later, sentence
    FROM fates
    UNION ALL
    SELECT 4, 'stance', pmid, claim_id, NULL, earlier, later,
        'PMID ' || pmid || ' on ' || claims.name || ': ' || coalesce(earlier, 'not counted')
            || ', now ' || coalesce(later, 'not counted')
    FROM stances
    JOIN claims USING (claim_id)
    UNION ALL
    SELECT 5, 'support', NULL, claim_id, measure, earlier, later,
        claims.name || ', ' || replace(measure, '_', ' ') || ': ' || coalesce(earlier, 'none')
            || CASE
                WHEN earlier IS DISTINCT FROM later THEN ', now ' || coalesce(later, 'none')
                ELSE ' as before'
            END
    FROM support
    JOIN claims USING (claim_id)
)

SELECT
    row_number() OVER (
        ORDER BY part, pmid NULLS LAST, claims.position, list_position(
            [
                'n_studies', 'n_supports', 'n_mixed', 'n_no_benefit', 'n_worse', 'n_inconclusive',
                'share_supporting', 'share_low', 'share_high', 'certainty', 'verdict_id'
            ],
            measure
        )
    ),
    getvariable('since_run'),
    told.kind,
    pmid,
    claim_id,
    measure,
    earlier,
    later,
    sentence
FROM told
LEFT JOIN claims USING (claim_id);
