-- The columns of each table of an attached database.
select table_name, list(column_name) as columns
from duckdb_columns()
where not internal and database_name = $database
group by table_name;
