-- The rows that hold now, or at the moment of as_of.sql, worked out once for the queries that read them.
create or replace temp table holding_figures as
from year_figures
where programme = $programme;
