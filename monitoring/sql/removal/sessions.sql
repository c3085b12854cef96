-- Sessions that are over (see sessions_over.sql), with what is known of them.
delete from sessions where session = any($over::varchar[]);
delete from session_uses where session not in (select session from sessions);
delete from session_ends where session not in (select session from sessions);
