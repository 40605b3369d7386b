-- A quote must be what its abstract has between its offsets, counted in characters from 0.
SELECT
    'tags' AS place,
    'the quote of PMID ' || pmid || ' on the claim ' || claim_id
        || ' is not what its abstract has at ' || coalesce(quote_start::VARCHAR, 'no start')
        || ':' || coalesce(quote_end::VARCHAR, 'no end') AS wrong,
    'delete articles, screening and tags and run make' AS remedy
FROM tags
JOIN articles USING (pmid)
WHERE (quote IS NOT NULL OR quote_start IS NOT NULL OR quote_end IS NOT NULL)
    AND (
        abstract[quote_start + 1 : quote_end] IS DISTINCT FROM quote
        OR quote_end IS NULL
        OR coalesce(quote_start, -1) < 0
    )
ORDER BY pmid, claim_id
LIMIT 1;
