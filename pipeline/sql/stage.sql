-- The stages' files as they were written: absent fields are NULL. Articles are long: they are read
-- anew for each table, and only what decides about them is held.

CREATE TEMP VIEW written_articles AS
SELECT
    *,
    [
        coalesce(a.collective_name, concat_ws(' ', a.last_name, coalesce(a.initials, a.fore_name)))
        FOR a IN authors
    ] AS author_names,
    nullif(array_to_string([s.text FOR s IN sections], chr(10)), '') AS abstract
FROM read_json(
    getvariable('articles'),
    format = 'newline_delimited',
    columns = {
        pmid: 'BIGINT',
        version: 'INTEGER',
        title: 'VARCHAR',
        vernacular_title: 'VARCHAR',
        sections: 'STRUCT(label VARCHAR, category VARCHAR, text VARCHAR)[]',
        other_abstracts: 'STRUCT(type VARCHAR, language VARCHAR, text VARCHAR)[]',
        abstract_copyright: 'VARCHAR',
        authors:
            'STRUCT(last_name VARCHAR, fore_name VARCHAR, initials VARCHAR, collective_name VARCHAR, orcid VARCHAR, affiliations VARCHAR[])[]',
        journal: 'VARCHAR',
        journal_abbreviation: 'VARCHAR',
        issn: 'VARCHAR',
        volume: 'VARCHAR',
        issue: 'VARCHAR',
        pages: 'VARCHAR',
        year: 'INTEGER',
        publication_date: 'VARCHAR',
        electronic_date: 'VARCHAR',
        entrez_date: 'VARCHAR',
        revised_date: 'VARCHAR',
        languages: 'VARCHAR[]',
        country: 'VARCHAR',
        journal_country: 'VARCHAR',
        doi: 'VARCHAR',
        pmcid: 'VARCHAR',
        pii: 'VARCHAR',
        publication_types: 'VARCHAR[]',
        mesh_headings: 'STRUCT(descriptor VARCHAR, is_major BOOLEAN)[]',
        keywords: 'VARCHAR[]',
        registry_ids: 'VARCHAR[]',
        corrections:
            'STRUCT(ref_type VARCHAR, ref_source VARCHAR, ref_pmid BIGINT, note VARCHAR)[]',
        retraction_status: 'VARCHAR',
        is_book: 'BOOLEAN',
        is_deleted: 'BOOLEAN'
    }
);

CREATE TEMP TABLE staged_articles AS
SELECT
    pmid,
    author_names[1] AS first_author,
    year,
    country,
    coalesce(registry_ids, []) AS registry_ids,
    coalesce(corrections, []) AS corrections,
    retraction_status
FROM written_articles;

CREATE TEMP TABLE staged_decisions AS
SELECT * FROM read_json(
    getvariable('screening'),
    format = 'newline_delimited',
    columns = {
        pmid: 'BIGINT',
        is_eligible: 'BOOLEAN',
        reason: 'VARCHAR',
        design: 'VARCHAR',
        species: 'VARCHAR',
        modality: 'VARCHAR[]',
        aetiology: 'VARCHAR[]',
        comparator: 'VARCHAR[]',
        needling: 'BOOLEAN',
        sample_size: 'INTEGER',
        n_studies: 'INTEGER',
        source: 'VARCHAR'
    }
);

CREATE TEMP TABLE staged_tags AS
SELECT * FROM read_json(
    getvariable('tags'),
    format = 'newline_delimited',
    columns = {
        pmid: 'BIGINT',
        claim_id: 'VARCHAR',
        stance: 'VARCHAR',
        direction: 'VARCHAR',
        confidence: 'DOUBLE',
        quote: 'VARCHAR',
        quote_start: 'INTEGER',
        quote_end: 'INTEGER',
        section: 'VARCHAR',
        rule: 'VARCHAR',
        source: 'VARCHAR',
        is_spin: 'BOOLEAN',
        effects:
            'STRUCT(outcome VARCHAR, measure VARCHAR, estimate DOUBLE, ci_low DOUBLE, ci_high DOUBLE, p_value DOUBLE, comparison VARCHAR, quote VARCHAR)[]'
    }
);
