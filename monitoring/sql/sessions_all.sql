-- From here on the table `over` has every session; for removal/sessions.sql.
create temp table over as
select session from sessions;
