select distinct person from named;
