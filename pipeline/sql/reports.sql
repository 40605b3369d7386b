-- What tells of each article which study it reports. A notice votes with nobody; guesses are for
-- primary studies in people of more than a single case.
SELECT
    a.pmid,
    if(a.retraction_status LIKE '%_notice', NULL, v.population),
    d.design,
    a.registry_ids,
    [c.ref_type FOR c IN a.corrections IF c.ref_pmid IS NOT NULL],
    [c.ref_pmid FOR c IN a.corrections IF c.ref_pmid IS NOT NULL],
    a.first_author,
    a.year,
    d.sample_size,
    coalesce(d.aetiology, []),
    d.is_eligible AND v.population = 'human'
FROM staged_articles AS a
JOIN staged_decisions AS d USING (pmid)
JOIN design_votes AS v USING (design)
ORDER BY a.pmid;
