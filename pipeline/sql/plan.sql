-- What synthesis.toml says, in the form that the counting needs.

CREATE TEMP TABLE design_votes (
    design VARCHAR PRIMARY KEY,
    population VARCHAR,
    strength INTEGER NOT NULL,
    is_randomized BOOLEAN NOT NULL
);

CREATE TEMP TABLE scenarios (
    scenario VARCHAR PRIMARY KEY,
    position INTEGER NOT NULL,
    description VARCHAR NOT NULL,
    is_randomized BOOLEAN NOT NULL,
    has_sham BOOLEAN NOT NULL,
    needling BOOLEAN NOT NULL,
    min_confidence DOUBLE,
    max_country_share DOUBLE,
    min_country_votes INTEGER NOT NULL
);

CREATE TEMP TABLE periods (first_year INTEGER PRIMARY KEY, name VARCHAR NOT NULL);
