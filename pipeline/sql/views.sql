-- Views for analysts. They use only words that DuckDB 1.2 knows: it must be able to open the file.

CREATE VIEW evidence AS
SELECT
    tags.claim_id,
    tags.pmid,
    articles.study_id,
    tags.stance,
    tags.direction,
    tags.confidence,
    tags.quote,
    tags.section,
    tags.rule,
    tags.source,
    tags.is_spin,
    screening.is_eligible,
    screening.population,
    screening.design,
    screening.comparator,
    screening.modality,
    screening.aetiology,
    screening.needling,
    screening.sample_size,
    articles.title,
    articles.first_author,
    articles.journal,
    articles.year,
    articles.country,
    'https://pubmed.ncbi.nlm.nih.gov/' || tags.pmid || '/' AS pubmed_url
FROM tags
JOIN articles USING (pmid)
JOIN screening USING (pmid);

CREATE VIEW disagreements AS
SELECT
    'spin' AS kind,
    evidence.claim_id,
    evidence.study_id,
    evidence.pmid,
    evidence.stance,
    votes.stance AS study_stance,
    evidence.quote,
    evidence.title,
    evidence.pubmed_url
FROM evidence
LEFT JOIN votes USING (study_id, claim_id)
WHERE evidence.is_spin AND evidence.is_eligible
UNION ALL
SELECT
    'reports',
    evidence.claim_id,
    evidence.study_id,
    evidence.pmid,
    evidence.stance,
    votes.stance,
    evidence.quote,
    evidence.title,
    evidence.pubmed_url
FROM evidence
JOIN votes USING (study_id, claim_id)
WHERE votes.is_merged AND evidence.population IS NOT NULL;

CREATE VIEW to_review AS
WITH voters AS (
    SELECT
        evidence.*,
        greatest(
            1.0 / claim_support.n_studies,
            CASE WHEN studies.is_randomized THEN 1.0 / claim_support.n_rct_studies ELSE 0 END,
            CASE
                WHEN studies.is_randomized AND studies.has_sham
                    THEN 1.0 / claim_support.n_sham_rct_studies
                ELSE 0
            END
        ) AS influence
    FROM evidence
    JOIN claim_support USING (claim_id)
    JOIN studies USING (study_id)
    JOIN votes USING (study_id, claim_id)
    WHERE evidence.population = 'human'
        AND evidence.source = 'tagger'
)
SELECT
    claim_id,
    pmid,
    study_id,
    stance,
    confidence,
    influence,
    quote,
    section,
    rule,
    design,
    comparator,
    title,
    year,
    pubmed_url
FROM voters
ORDER BY (1 - confidence) * influence DESC, confidence, pmid, claim_id;
