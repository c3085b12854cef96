-- The sessions that began before a moment (null: all of them), and those that somebody ended; for removal/sessions.sql.
select session from sessions where $before::timestamp is null or began_at < $before::timestamp
union
select session from session_ends;
