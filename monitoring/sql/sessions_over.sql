-- From here on the table `over` has the sessions that began before a moment, and those that somebody ended; for removal/sessions.sql.
create temp table over as
select session from sessions where began_at < $before
union
select session from session_ends;
