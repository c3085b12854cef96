-- Every role that was given on the dashboard, the newest first; ended_at is null while it holds.
select role_id, kind, given_to, role, unit, given_by, given_at, ended_by, ended_at
from roles
left join role_ends using (role_id)
order by given_at desc, role_id;
