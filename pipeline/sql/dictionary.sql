-- What the comments say, as a table.
INSERT INTO data_dictionary
WITH relations AS (
    SELECT database_name, table_name, 'table' AS kind, comment FROM duckdb_tables()
    UNION ALL
    SELECT database_name, view_name, 'view', comment FROM duckdb_views() WHERE NOT internal
)

SELECT table_name, kind, 0, NULL, NULL, comment
FROM relations
WHERE database_name = current_database()
UNION ALL
SELECT table_name, relations.kind, column_index, column_name, data_type, columns.comment
FROM duckdb_columns() AS columns
JOIN relations USING (database_name, table_name)
WHERE database_name = current_database()
ORDER BY ALL;
