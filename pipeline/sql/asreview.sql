-- All articles that can be judged, in the columns that ASReview knows, with the decision as label.
SELECT
    pmid,
    title,
    abstract,
    array_to_string(authors, ';') AS authors,
    array_to_string(keywords, ';') AS keywords,
    year,
    journal,
    doi,
    'https://pubmed.ncbi.nlm.nih.gov/' || pmid || '/' AS url,
    is_eligible::INTEGER AS included
FROM articles
JOIN screening USING (pmid)
WHERE title IS NOT NULL OR abstract IS NOT NULL
ORDER BY pmid
