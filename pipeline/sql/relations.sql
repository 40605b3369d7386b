-- Every public table and view with its columns in order.
SELECT table_name, if(any_value(is_view), 'view', 'table'), list(column_name ORDER BY column_index)
FROM duckdb_columns()
JOIN (
    SELECT table_name, database_name, false AS is_view FROM duckdb_tables()
    UNION ALL
    SELECT view_name, database_name, true FROM duckdb_views() WHERE NOT internal
) USING (database_name, table_name)
WHERE database_name = current_database()
GROUP BY table_name
ORDER BY table_name;
