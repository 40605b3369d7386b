-- Where the statistics that SQL has no word for are put beside the counts.

CREATE TEMP TABLE intervals (
    k BIGINT NOT NULL, n BIGINT NOT NULL, share DOUBLE, low DOUBLE, high DOUBLE
);

CREATE TEMP TABLE sign_tests (n_favours BIGINT NOT NULL, n_against BIGINT NOT NULL, p DOUBLE);

CREATE TEMP TABLE tagger_precision (
    claim_id VARCHAR PRIMARY KEY, n INTEGER NOT NULL, share DOUBLE, low DOUBLE, high DOUBLE
);

CREATE TEMP TABLE answers (
    claim_id VARCHAR NOT NULL,
    scenario VARCHAR NOT NULL,
    share DOUBLE,
    low DOUBLE,
    high DOUBLE,
    certainty VARCHAR NOT NULL,
    certainty_reasons VARCHAR,
    verdict_id VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,
    change VARCHAR NOT NULL
);
