-- Corrections of articles that came in with a later run have nothing to correct yet.
DELETE FROM overrides WHERE pmid NOT IN (SELECT pmid FROM staged_articles);
