-- The tables of an attached database.
select table_name from duckdb_tables() where not internal and database_name = $database;
