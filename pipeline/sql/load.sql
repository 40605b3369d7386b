-- From the files to the tables.

-- A study is described by its eligible reports. -------------------------------------------------

CREATE TEMP TABLE reports AS
SELECT
    s.study_id,
    s.links,
    a.pmid,
    d.is_eligible,
    d.design,
    coalesce(d.modality, []) AS modality,
    coalesce(d.aetiology, []) AS aetiology,
    coalesce(d.comparator, []) AS comparator,
    coalesce(d.needling, false) AS needling,
    d.sample_size,
    a.year,
    a.country,
    v.population,
    v.strength,
    v.is_randomized
FROM staged_articles AS a
JOIN study_of AS s USING (pmid)
JOIN staged_decisions AS d USING (pmid)
JOIN design_votes AS v USING (design);

CREATE TEMP TABLE voting_reports AS
SELECT * FROM reports WHERE is_eligible AND population IS NOT NULL;

INSERT INTO studies
WITH all_reports AS (
    SELECT
        study_id,
        count(*) AS n_articles,
        count(*) FILTER (is_eligible) AS n_eligible,
        any_value(links) AS links
    FROM reports
    GROUP BY study_id
),

described AS (
    SELECT
        study_id,
        min(population) AS population,
        arg_min(design, strength) AS design,
        arg_min(is_randomized, strength) AS is_randomized,
        list_sort(list_distinct(flatten(list(modality)))) AS modality,
        list_sort(list_distinct(flatten(list(aetiology)))) AS aetiology,
        list_sort(list_distinct(flatten(list(comparator)))) AS comparator,
        bool_or(needling) AS needling,
        max(sample_size) AS sample_size,
        arg_min(country, (coalesce(year, 9999), pmid)) FILTER (country IS NOT NULL) AS country,
        min(year) AS year
    FROM voting_reports
    GROUP BY study_id
)

SELECT
    study_id,
    n_articles,
    n_eligible,
    links,
    list_contains(links, 'guess'),
    population,
    design,
    coalesce(is_randomized, false),
    coalesce(modality, []),
    coalesce(aetiology, []),
    coalesce(comparator, []),
    coalesce(list_has_any(comparator, getvariable('sham_comparators')), false),
    coalesce(needling, false),
    sample_size,
    country,
    year,
    (
        SELECT max_by(periods.name, periods.first_year)
        FROM periods
        WHERE periods.first_year <= described.year
    )
FROM all_reports
LEFT JOIN described USING (study_id)
ORDER BY study_id;

-- The records -----------------------------------------------------------------------------------

INSERT INTO articles
SELECT
    pmid,
    study_id,
    title,
    abstract,
    abstract_copyright,
    vernacular_title,
    author_names[1],
    coalesce(author_names, []),
    journal,
    journal_abbreviation,
    issn,
    volume,
    issue,
    pages,
    year,
    publication_date,
    electronic_date,
    entrez_date,
    revised_date,
    languages[1],
    coalesce(languages, []),
    country,
    journal_country,
    doi,
    pmcid,
    pii,
    coalesce(publication_types, []),
    [h.descriptor FOR h IN coalesce(mesh_headings, [])],
    [h.descriptor FOR h IN coalesce(mesh_headings, []) IF coalesce(h.is_major, false)],
    coalesce(keywords, []),
    coalesce(registry_ids, []),
    retraction_status,
    coalesce(version, 1),
    coalesce(is_book, false),
    coalesce(is_deleted, false)
FROM written_articles
JOIN study_of USING (pmid);

INSERT INTO authors
SELECT
    pmid,
    position,
    name,
    a.last_name,
    a.fore_name,
    a.initials,
    a.orcid,
    coalesce(a.affiliations, [])
FROM (
    SELECT
        pmid,
        unnest(range(1, len(authors) + 1)) AS position,
        unnest(author_names) AS name,
        unnest(authors) AS a
    FROM written_articles
);

INSERT INTO abstract_sections
SELECT pmid, unnest(range(1, len(sections) + 1)), unnest(sections, recursive := true)
FROM written_articles;

INSERT INTO other_abstracts
SELECT pmid, unnest(range(1, len(other_abstracts) + 1)), unnest(other_abstracts, recursive := true)
FROM written_articles;

INSERT INTO corrections
SELECT pmid, position, c.ref_type, c.ref_pmid, c.ref_source, c.note
FROM (
    SELECT pmid, unnest(range(1, len(corrections) + 1)) AS position, unnest(corrections) AS c
    FROM staged_articles
)
ORDER BY pmid, position;

-- What was read in them --------------------------------------------------------------------------

INSERT INTO screening
SELECT
    pmid,
    is_eligible,
    reason,
    design,
    if(is_eligible, design_votes.population, NULL),
    species,
    coalesce(modality, []),
    coalesce(aetiology, []),
    coalesce(comparator, []),
    coalesce(needling, false),
    sample_size,
    n_studies,
    coalesce(source, 'tagger')
FROM staged_decisions
JOIN design_votes USING (design)
ORDER BY pmid;

INSERT INTO tags
SELECT
    pmid,
    claim_id,
    stance,
    coalesce(direction, 'unstated'),
    confidence,
    quote,
    quote_start,
    quote_end,
    section,
    rule,
    coalesce(source, 'tagger'),
    coalesce(is_spin, false)
FROM staged_tags
JOIN claims USING (claim_id)
ORDER BY pmid, claims.position;

INSERT INTO effects
SELECT
    pmid,
    claim_id,
    effect_position,
    e.outcome,
    e.measure,
    e.estimate,
    e.ci_low,
    e.ci_high,
    e.p_value,
    e.comparison,
    e.quote
FROM (
    SELECT
        pmid,
        claim_id,
        unnest(range(1, len(effects) + 1)) AS effect_position,
        unnest(effects) AS e
    FROM staged_tags
)
JOIN claims USING (claim_id)
ORDER BY pmid, claims.position, effect_position;
