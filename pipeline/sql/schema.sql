-- The tables of evidence.duckdb. What each table and column means is said in comments.toml, which
-- the build attaches to them as comments; a table or column without one stops the build.

-- The plan ---------------------------------------------------------------------------------------

CREATE TABLE review (
    title VARCHAR PRIMARY KEY,
    question VARCHAR NOT NULL,
    article VARCHAR NOT NULL
);

CREATE TABLE claims (
    claim_id VARCHAR PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    name VARCHAR NOT NULL,
    statement VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('benefit', 'mechanism')),
    mechanism VARCHAR
);

CREATE TABLE exclusion_rules (
    reason VARCHAR PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    sentence VARCHAR NOT NULL
);

CREATE TABLE vocabulary (
    field VARCHAR NOT NULL CHECK (field IN ('modality', 'aetiology', 'comparator', 'design')),
    word VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    is_needling BOOLEAN,
    PRIMARY KEY (field, word)
);

CREATE TABLE overrides (
    pmid BIGINT NOT NULL,
    field VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    override_date DATE NOT NULL,
    PRIMARY KEY (pmid, field)
);

-- The records ------------------------------------------------------------------------------------

CREATE TABLE studies (
    study_id BIGINT PRIMARY KEY,
    n_articles INTEGER NOT NULL CHECK (n_articles >= 1),
    n_eligible INTEGER NOT NULL,
    links VARCHAR[] NOT NULL,
    is_guess BOOLEAN NOT NULL,
    population VARCHAR CHECK (population IN ('human', 'animal', 'review')),
    design VARCHAR,
    is_randomized BOOLEAN NOT NULL,
    modality VARCHAR[] NOT NULL,
    aetiology VARCHAR[] NOT NULL,
    comparator VARCHAR[] NOT NULL,
    has_sham BOOLEAN NOT NULL,
    needling BOOLEAN NOT NULL,
    sample_size INTEGER,
    country VARCHAR,
    year INTEGER,
    period VARCHAR
);

CREATE TABLE articles (
    pmid BIGINT PRIMARY KEY,
    study_id BIGINT NOT NULL REFERENCES studies (study_id),
    title VARCHAR,
    abstract VARCHAR,
    abstract_copyright VARCHAR,
    vernacular_title VARCHAR,
    first_author VARCHAR,
    authors VARCHAR[] NOT NULL,
    journal VARCHAR,
    journal_abbreviation VARCHAR,
    issn VARCHAR,
    volume VARCHAR,
    issue VARCHAR,
    pages VARCHAR,
    year INTEGER,
    publication_date VARCHAR,
    electronic_date VARCHAR,
    entrez_date VARCHAR,
    revised_date VARCHAR,
    language VARCHAR,
    languages VARCHAR[] NOT NULL,
    country VARCHAR,
    journal_country VARCHAR,
    doi VARCHAR,
    pmcid VARCHAR,
    pii VARCHAR,
    publication_types VARCHAR[] NOT NULL,
    mesh_terms VARCHAR[] NOT NULL,
    major_mesh_terms VARCHAR[] NOT NULL,
    keywords VARCHAR[] NOT NULL,
    registry_ids VARCHAR[] NOT NULL,
    retraction_status VARCHAR CHECK (
        retraction_status IN ('retracted', 'retraction_notice', 'concern', 'erratum_notice')
    ),
    version INTEGER NOT NULL,
    is_book BOOLEAN NOT NULL,
    is_deleted BOOLEAN NOT NULL
);

CREATE TABLE authors (
    pmid BIGINT NOT NULL REFERENCES articles (pmid),
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    last_name VARCHAR,
    fore_name VARCHAR,
    initials VARCHAR,
    orcid VARCHAR,
    affiliations VARCHAR[] NOT NULL,
    PRIMARY KEY (pmid, position)
);

CREATE TABLE abstract_sections (
    pmid BIGINT NOT NULL REFERENCES articles (pmid),
    position INTEGER NOT NULL,
    label VARCHAR,
    category VARCHAR,
    text VARCHAR NOT NULL,
    PRIMARY KEY (pmid, position)
);

CREATE TABLE other_abstracts (
    pmid BIGINT NOT NULL REFERENCES articles (pmid),
    position INTEGER NOT NULL,
    type VARCHAR,
    language VARCHAR,
    text VARCHAR NOT NULL,
    PRIMARY KEY (pmid, position)
);

CREATE TABLE corrections (
    pmid BIGINT NOT NULL REFERENCES articles (pmid),
    position INTEGER NOT NULL,
    ref_type VARCHAR NOT NULL,
    ref_pmid BIGINT,
    ref_source VARCHAR,
    note VARCHAR,
    PRIMARY KEY (pmid, position)
);

-- What was read in them --------------------------------------------------------------------------

CREATE TABLE screening (
    pmid BIGINT PRIMARY KEY REFERENCES articles (pmid),
    is_eligible BOOLEAN NOT NULL,
    reason VARCHAR REFERENCES exclusion_rules (reason),
    design VARCHAR NOT NULL,
    population VARCHAR CHECK (population IN ('human', 'animal', 'review')),
    species VARCHAR CHECK (species IN ('human', 'animal', 'cell')),
    modality VARCHAR[] NOT NULL,
    aetiology VARCHAR[] NOT NULL,
    comparator VARCHAR[] NOT NULL,
    needling BOOLEAN NOT NULL,
    sample_size INTEGER,
    n_studies INTEGER,
    source VARCHAR NOT NULL CHECK (source IN ('tagger', 'override')),
    CHECK (is_eligible = (reason IS NULL))
);

CREATE TABLE tags (
    pmid BIGINT NOT NULL REFERENCES articles (pmid),
    claim_id VARCHAR NOT NULL REFERENCES claims (claim_id),
    stance VARCHAR NOT NULL CHECK (
        stance IN ('supports', 'mixed', 'no_benefit', 'worse', 'inconclusive')
    ),
    direction VARCHAR NOT NULL CHECK (direction IN ('favours', 'against', 'unstated')),
    confidence DOUBLE NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    quote VARCHAR,
    quote_start INTEGER,
    quote_end INTEGER,
    section VARCHAR,
    rule VARCHAR NOT NULL,
    source VARCHAR NOT NULL CHECK (source IN ('tagger', 'override')),
    is_spin BOOLEAN NOT NULL,
    PRIMARY KEY (pmid, claim_id),
    CHECK (quote IS NOT NULL OR source = 'override')
);

CREATE TABLE effects (
    pmid BIGINT NOT NULL,
    claim_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    outcome VARCHAR,
    measure VARCHAR NOT NULL,
    estimate DOUBLE NOT NULL,
    ci_low DOUBLE,
    ci_high DOUBLE,
    p_value DOUBLE CHECK (p_value BETWEEN 0 AND 1),
    comparison VARCHAR,
    quote VARCHAR NOT NULL,
    PRIMARY KEY (pmid, claim_id, position),
    FOREIGN KEY (pmid, claim_id) REFERENCES tags (pmid, claim_id)
);

-- The synthesis ----------------------------------------------------------------------------------

CREATE TABLE votes (
    study_id BIGINT NOT NULL REFERENCES studies (study_id),
    claim_id VARCHAR NOT NULL REFERENCES claims (claim_id),
    stance VARCHAR NOT NULL CHECK (
        stance IN ('supports', 'mixed', 'no_benefit', 'worse', 'inconclusive')
    ),
    direction VARCHAR NOT NULL CHECK (direction IN ('favours', 'against', 'unstated')),
    confidence DOUBLE NOT NULL,
    n_reports INTEGER NOT NULL,
    is_merged BOOLEAN NOT NULL,
    PRIMARY KEY (study_id, claim_id)
);

CREATE TABLE claim_support_by (
    claim_id VARCHAR NOT NULL REFERENCES claims (claim_id),
    stratum_kind VARCHAR NOT NULL CHECK (
        stratum_kind IN (
            'population', 'design', 'comparator', 'design_comparator', 'aetiology', 'modality',
            'needling', 'country', 'period'
        )
    ),
    stratum VARCHAR NOT NULL,
    population VARCHAR NOT NULL CHECK (population IN ('human', 'animal', 'review')),
    n_studies INTEGER NOT NULL,
    n_supports INTEGER NOT NULL,
    n_mixed INTEGER NOT NULL,
    n_no_benefit INTEGER NOT NULL,
    n_worse INTEGER NOT NULL,
    n_inconclusive INTEGER NOT NULL,
    n_conclusive INTEGER NOT NULL,
    share_supporting DOUBLE,
    share_low DOUBLE,
    share_high DOUBLE,
    n_participants BIGINT NOT NULL,
    n_participants_supports BIGINT NOT NULL,
    n_participants_mixed BIGINT NOT NULL,
    n_participants_no_benefit BIGINT NOT NULL,
    n_participants_worse BIGINT NOT NULL,
    n_participants_inconclusive BIGINT NOT NULL,
    n_size_unstated INTEGER NOT NULL,
    n_favours INTEGER NOT NULL,
    n_against INTEGER NOT NULL,
    n_direction_unstated INTEGER NOT NULL,
    sign_test_p DOUBLE,
    PRIMARY KEY (claim_id, stratum_kind, stratum),
    CHECK (n_conclusive = n_favours + n_against + n_direction_unstated),
    CHECK (n_studies = n_conclusive + n_inconclusive),
    CHECK (n_conclusive = n_supports + n_mixed + n_no_benefit + n_worse)
);

CREATE TABLE mechanism_support (
    claim_id VARCHAR NOT NULL REFERENCES claims (claim_id),
    population VARCHAR NOT NULL CHECK (population IN ('human', 'animal', 'review')),
    n_studies INTEGER NOT NULL,
    n_supports INTEGER NOT NULL,
    n_mixed INTEGER NOT NULL,
    n_no_benefit INTEGER NOT NULL,
    n_worse INTEGER NOT NULL,
    n_inconclusive INTEGER NOT NULL,
    share_supporting DOUBLE,
    share_low DOUBLE,
    share_high DOUBLE,
    PRIMARY KEY (claim_id, population)
);

CREATE TABLE claim_support (
    claim_id VARCHAR PRIMARY KEY REFERENCES claims (claim_id),
    position INTEGER NOT NULL UNIQUE,
    name VARCHAR NOT NULL,
    statement VARCHAR NOT NULL,
    n_studies INTEGER NOT NULL,
    n_supports INTEGER NOT NULL,
    n_mixed INTEGER NOT NULL,
    n_no_benefit INTEGER NOT NULL,
    n_worse INTEGER NOT NULL,
    n_inconclusive INTEGER NOT NULL,
    n_conclusive INTEGER NOT NULL,
    share_supporting DOUBLE,
    share_low DOUBLE,
    share_high DOUBLE,
    certainty VARCHAR NOT NULL,
    certainty_reasons VARCHAR,
    verdict_id VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,
    tagger_precision DOUBLE,
    tagger_precision_low DOUBLE,
    tagger_precision_high DOUBLE,
    n_tagger_checked INTEGER,
    n_participants BIGINT NOT NULL,
    n_participants_supports BIGINT NOT NULL,
    n_participants_mixed BIGINT NOT NULL,
    n_participants_no_benefit BIGINT NOT NULL,
    n_participants_worse BIGINT NOT NULL,
    n_participants_inconclusive BIGINT NOT NULL,
    n_size_unstated INTEGER NOT NULL,
    n_favours INTEGER NOT NULL,
    n_against INTEGER NOT NULL,
    n_direction_unstated INTEGER NOT NULL,
    sign_test_p DOUBLE,
    n_rct_studies INTEGER NOT NULL,
    n_rct_supports INTEGER NOT NULL,
    n_rct_mixed INTEGER NOT NULL,
    n_rct_no_benefit INTEGER NOT NULL,
    n_rct_worse INTEGER NOT NULL,
    n_rct_inconclusive INTEGER NOT NULL,
    rct_share_supporting DOUBLE,
    rct_share_low DOUBLE,
    rct_share_high DOUBLE,
    n_sham_rct_studies INTEGER NOT NULL,
    n_sham_rct_supports INTEGER NOT NULL,
    n_sham_rct_mixed INTEGER NOT NULL,
    n_sham_rct_no_benefit INTEGER NOT NULL,
    n_sham_rct_worse INTEGER NOT NULL,
    n_sham_rct_inconclusive INTEGER NOT NULL,
    sham_rct_share_supporting DOUBLE,
    sham_rct_share_low DOUBLE,
    sham_rct_share_high DOUBLE,
    n_animal_studies INTEGER NOT NULL,
    n_animal_supports INTEGER NOT NULL,
    n_animal_mixed INTEGER NOT NULL,
    n_animal_no_benefit INTEGER NOT NULL,
    n_animal_worse INTEGER NOT NULL,
    n_animal_inconclusive INTEGER NOT NULL,
    animal_share_supporting DOUBLE,
    animal_share_low DOUBLE,
    animal_share_high DOUBLE,
    n_review_studies INTEGER NOT NULL,
    n_review_supports INTEGER NOT NULL,
    n_review_mixed INTEGER NOT NULL,
    n_review_no_benefit INTEGER NOT NULL,
    n_review_worse INTEGER NOT NULL,
    n_review_inconclusive INTEGER NOT NULL,
    review_share_supporting DOUBLE,
    review_share_low DOUBLE,
    review_share_high DOUBLE,
    disclaimer VARCHAR NOT NULL,
    CHECK (n_studies = n_conclusive + n_inconclusive),
    CHECK (n_conclusive = n_supports + n_mixed + n_no_benefit + n_worse)
);

CREATE TABLE certainty (
    claim_id VARCHAR NOT NULL REFERENCES claims (claim_id),
    position INTEGER NOT NULL,
    domain VARCHAR NOT NULL CHECK (
        domain IN (
            'start', 'risk_of_bias', 'inconsistency', 'indirectness', 'imprecision',
            'publication_bias'
        )
    ),
    n_levels_lowered INTEGER NOT NULL,
    level VARCHAR NOT NULL,
    sentence VARCHAR NOT NULL,
    PRIMARY KEY (claim_id, position)
);

CREATE TABLE sensitivity (
    claim_id VARCHAR NOT NULL REFERENCES claims (claim_id),
    scenario VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    description VARCHAR NOT NULL,
    n_studies INTEGER NOT NULL,
    n_supports INTEGER NOT NULL,
    n_mixed INTEGER NOT NULL,
    n_no_benefit INTEGER NOT NULL,
    n_worse INTEGER NOT NULL,
    n_inconclusive INTEGER NOT NULL,
    share_supporting DOUBLE,
    share_low DOUBLE,
    share_high DOUBLE,
    certainty VARCHAR NOT NULL,
    verdict_id VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,
    has_changed_verdict BOOLEAN NOT NULL,
    change VARCHAR NOT NULL,
    PRIMARY KEY (claim_id, scenario)
);

CREATE TABLE effect_summary (
    claim_id VARCHAR NOT NULL REFERENCES claims (claim_id),
    population VARCHAR NOT NULL CHECK (population IN ('human', 'animal', 'review')),
    outcome VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    n_studies INTEGER NOT NULL,
    n_estimates INTEGER NOT NULL,
    median_estimate DOUBLE NOT NULL,
    min_estimate DOUBLE NOT NULL,
    max_estimate DOUBLE NOT NULL,
    PRIMARY KEY (claim_id, population, outcome, measure)
);

-- Where it came from -----------------------------------------------------------------------------

CREATE TABLE prisma_flow (
    position INTEGER PRIMARY KEY,
    phase VARCHAR NOT NULL CHECK (phase IN ('identification', 'screening', 'included')),
    step VARCHAR NOT NULL,
    reason VARCHAR,
    n_records INTEGER,
    n_studies INTEGER,
    description VARCHAR NOT NULL,
    UNIQUE (step, reason)
);

CREATE TABLE runs (
    run INTEGER PRIMARY KEY,
    kind VARCHAR NOT NULL,
    corpus VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    note VARCHAR,
    query VARCHAR,
    translation VARCHAR,
    warnings VARCHAR[] NOT NULL,
    n_found INTEGER,
    n_retrieved INTEGER,
    start_date TIMESTAMP,
    end_date TIMESTAMP,
    code_version VARCHAR NOT NULL,
    input_checksums MAP(VARCHAR, VARCHAR) NOT NULL,
    table_checksums MAP(VARCHAR, VARCHAR) NOT NULL,
    disclaimer VARCHAR NOT NULL
);

CREATE TABLE changes (
    position INTEGER PRIMARY KEY,
    since_run INTEGER NOT NULL,
    kind VARCHAR NOT NULL CHECK (
        kind IN ('new', 'retracted', 'deleted', 'stance', 'support')
    ),
    pmid BIGINT REFERENCES articles (pmid),
    claim_id VARCHAR REFERENCES claims (claim_id),
    measure VARCHAR,
    earlier VARCHAR,
    later VARCHAR,
    sentence VARCHAR NOT NULL
);

CREATE TABLE data_dictionary (
    table_name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('table', 'view')),
    position INTEGER NOT NULL,
    column_name VARCHAR,
    data_type VARCHAR,
    comment VARCHAR NOT NULL,
    UNIQUE (table_name, position)
);
