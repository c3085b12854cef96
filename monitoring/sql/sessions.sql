-- The sessions that nobody ended, with when each was used last.
with uses as (
    select session, max(used_at) as used_at
    from session_uses
    group by session
)
select session, subject, name, email, groups, began_at, coalesce(used_at, began_at) as used_at
from sessions
left join uses using (session)
anti join session_ends using (session);
