-- The targets that the council set for the programme's indicators, until the session's moment (see as_of.sql), the newest first.
select indicator, rule, direction, value, from_year, by_year, reason, meeting_id, set_by, set_at
from targets
where programme = $programme
  and had_come(set_at)
order by set_at desc;
