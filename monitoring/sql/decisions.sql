-- Every wording of the programme's decisions, the oldest first.
select decision_id, goal, kind, text, responsible, due, state, comment, meeting_id, written_by, written_at
from decisions
where programme = $programme
order by written_at;
