-- The version of the tables; null where no row says so.
select max(version) as version from schema_versions;
