-- The tables of an attached database, and whether each may have rows: one of which all were deleted may say so.
select table_name, estimated_size > 0 as has_rows from duckdb_tables() where not internal and database_name = $database;
