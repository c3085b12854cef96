-- The deadlines that were set for a year, the one that holds first.
select year, deadline, set_by, set_at
from round_deadlines
where programme = $programme
  and year = $year
order by set_at desc;
