-- What must hold of the stages' files before anything is made of them. Each row is a fault, in
-- words: where it is, what is wrong, and what to do. No row: all is well.

WITH duplicated AS (
    SELECT pmid FROM staged_articles GROUP BY pmid HAVING count(*) > 1
),

decided AS (
    SELECT pmid, count(*) AS n FROM staged_decisions GROUP BY pmid
),

nameless AS (
    SELECT 'articles' AS place FROM staged_articles WHERE pmid IS NULL
    UNION ALL
    SELECT 'screening' FROM staged_decisions WHERE pmid IS NULL
    UNION ALL
    SELECT 'tags' FROM staged_tags WHERE pmid IS NULL
),

faults AS (
    SELECT
        0 AS position,
        place,
        'a line of it has no PMID' AS wrong,
        'delete the file and run make' AS remedy
    FROM nameless

    UNION ALL
    SELECT 1, 'articles', 'PMID ' || pmid || ' stands in it more than once',
        'delete the file and run make'
    FROM duplicated

    UNION ALL
    SELECT 2, 'articles', 'PMID ' || pmid || ' is not in the snapshot',
        'delete the file and run make'
    FROM staged_articles
    ANTI JOIN snapshot_records USING (pmid)

    UNION ALL
    SELECT 3, 'articles', 'PMID ' || pmid || ' of the snapshot is not in it',
        'delete the file and run make'
    FROM snapshot_records
    ANTI JOIN staged_articles USING (pmid)

    UNION ALL
    SELECT 4, 'screening', 'there is no decision for PMID ' || pmid,
        'delete the file and run make'
    FROM staged_articles
    ANTI JOIN staged_decisions USING (pmid)

    UNION ALL
    SELECT 5, 'screening', 'there are ' || n || ' decisions for PMID ' || pmid || ', not one',
        'delete the file and run make'
    FROM decided
    WHERE n > 1

    UNION ALL
    SELECT 6, 'screening', 'it decides on PMID ' || pmid || ', which is not among the articles',
        'delete the file and run make'
    FROM staged_decisions
    ANTI JOIN staged_articles USING (pmid)

    UNION ALL
    SELECT 7, 'screening',
        'PMID ' || pmid || ' is left out for ' || coalesce(reason, 'no reason')
            || ', which is no rule of criteria.toml',
        'add the rule or run make again'
    FROM staged_decisions
    ANTI JOIN exclusion_rules USING (reason)
    WHERE NOT coalesce(is_eligible, false)

    UNION ALL
    SELECT 8, 'screening', 'PMID ' || pmid || ' is in, and has the reason ' || reason || ' to be out',
        'delete the file and run make'
    FROM staged_decisions
    WHERE is_eligible AND reason IS NOT NULL

    UNION ALL
    SELECT 9, 'screening', 'the design ' || design || ' of PMID ' || pmid || ' is not in criteria.toml',
        'add the design or run make again'
    FROM staged_decisions
    ANTI JOIN design_votes USING (design)

    UNION ALL
    SELECT 10, 'tags', 'there is one for PMID ' || pmid || ', which is not among the articles',
        'delete the file and run make'
    FROM staged_tags
    ANTI JOIN staged_articles USING (pmid)

    UNION ALL
    SELECT 11, 'tags', 'the claim ' || claim_id || ' of PMID ' || pmid || ' is not in claims.toml',
        'delete the file and run make'
    FROM staged_tags
    ANTI JOIN claims USING (claim_id)

    UNION ALL
    SELECT 12, 'tags', 'PMID ' || pmid || ' has more than one on the claim ' || claim_id,
        'delete the file and run make'
    FROM (SELECT pmid, claim_id FROM staged_tags GROUP BY pmid, claim_id HAVING count(*) > 1)

    UNION ALL
    SELECT 14, 'tags', 'PMID ' || pmid || ' has none of a quote on the claim ' || claim_id,
        'only a reviewer''s correction may stand on none; delete the file and run make'
    FROM staged_tags
    WHERE quote IS NULL AND source IS DISTINCT FROM 'override'

    UNION ALL
    SELECT 6, 'overrides', 'there is no PMID ' || pmid || ' to correct the ' || field || ' of',
        'mend or remove that row'
    FROM overrides
    ANTI JOIN staged_articles USING (pmid)

    UNION ALL
    SELECT 6, 'overrides', 'PMID ' || pmid || ': there is no ' || field || ' to correct',
        'the field is a column of screening, or stance. and a claim''s id'
    FROM overrides
    WHERE field NOT IN (
            'is_eligible', 'reason', 'design', 'species', 'modality', 'aetiology', 'comparator',
            'sample_size', 'n_studies'
        )
        AND field NOT IN (SELECT 'stance.' || claim_id FROM claims)

    UNION ALL
    SELECT 6, 'overrides',
        'PMID ' || pmid || ': ' || value || ' is no stance',
        'it is supports, mixed, no_benefit, worse, inconclusive or not_addressed'
    FROM overrides
    WHERE field LIKE 'stance.%'
        AND value NOT IN (
            'supports', 'mixed', 'no_benefit', 'worse', 'inconclusive', 'not_addressed'
        )

    UNION ALL
    SELECT 17, 'overrides',
        'PMID ' || overrides.pmid || ': ' || field || ' should be ' || overrides.value
            || ', and the tagger''s is ' || coalesce(staged_tags.stance, 'not_addressed'),
        'delete the tags and run make'
    FROM overrides
    LEFT JOIN staged_tags
        ON overrides.pmid = staged_tags.pmid AND field = 'stance.' || staged_tags.claim_id
    WHERE field LIKE 'stance.%'
        AND (
            coalesce(staged_tags.stance, 'not_addressed') <> overrides.value
            OR (staged_tags.pmid IS NOT NULL AND staged_tags.source IS DISTINCT FROM 'override')
        )

    UNION ALL
    SELECT 18, 'overrides', 'the ' || field || ' of PMID ' || overrides.pmid || ' is not corrected',
        'delete the screening and run make'
    FROM overrides
    JOIN staged_decisions USING (pmid)
    WHERE field NOT LIKE 'stance.%' AND staged_decisions.source IS DISTINCT FROM 'override'

    UNION ALL
    SELECT 19, 'tags', 'PMID ' || pmid || ' is corrected on the claim ' || claim_id
            || ' and no override says so',
        'delete the tags and run make'
    FROM staged_tags
    LEFT JOIN overrides USING (pmid)
    WHERE staged_tags.source = 'override'
    GROUP BY pmid, claim_id
    HAVING NOT coalesce(bool_or(field = 'stance.' || claim_id), false)
)

SELECT place, wrong, remedy FROM faults ORDER BY position, wrong LIMIT 1;
