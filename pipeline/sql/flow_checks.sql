-- Each row is a box of the PRISMA flow that does not hold what the others leave for it.
WITH flow AS (
    SELECT
        sum(n_records) FILTER (step = 'identified') AS identified,
        sum(n_records) FILTER (step IN ('not_served', 'superseded')) AS removed,
        sum(n_records) FILTER (step = 'screened') AS screened,
        sum(n_records) FILTER (step = 'excluded') AS excluded,
        sum(n_records) FILTER (step = 'included') AS included,
        sum(n_records) FILTER (step IN ('addresses_no_claim', 'addresses_a_claim')) AS parted
    FROM prisma_flow
)

SELECT wrong, expected
FROM (
    SELECT
        screened || ' records were screened' AS wrong,
        identified || ' identified less ' || removed || ' removed leave ' || (identified - removed)
            AS expected
    FROM flow
    WHERE screened <> identified - removed
    UNION ALL
    SELECT
        included || ' articles are included',
        screened || ' screened less ' || excluded || ' excluded leave ' || (screened - excluded)
    FROM flow
    WHERE included <> screened - coalesce(excluded, 0)
    UNION ALL
    SELECT
        included || ' articles are included',
        parted || ' report on a benefit or on none'
    FROM flow
    WHERE included <> parted
);
