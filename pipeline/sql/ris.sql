-- The articles of the review, a column for each RIS tag; a list repeats its tag.
SELECT
    if(is_book, 'BOOK', 'JOUR') AS "TY",
    title AS "TI",
    (
        SELECT list(
            if(last_name IS NULL, name, concat_ws(', ', last_name, coalesce(fore_name, initials)))
            ORDER BY position
        )
        FROM authors
        WHERE authors.pmid = articles.pmid
    ) AS "AU",
    year AS "PY",
    journal_abbreviation AS "JO",
    journal AS "T2",
    volume AS "VL",
    issue AS "IS",
    split_part(pages, '-', 1) AS "SP",
    nullif(split_part(pages, '-', 2), '') AS "EP",
    issn AS "SN",
    language AS "LA",
    abstract AS "AB",
    abstract_copyright AS "N1",
    keywords AS "KW",
    doi AS "DO",
    pmid AS "AN",
    'https://pubmed.ncbi.nlm.nih.gov/' || pmid || '/' AS "UR",
    'PubMed' AS "DB"
FROM articles
JOIN screening USING (pmid)
WHERE is_eligible
ORDER BY pmid
