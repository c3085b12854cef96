-- Everything that was written of the programme's meetings, the newest first.
select meeting_id, title, held_on, year, agenda, as_of, state, present, written_by, written_at
from meetings
where programme = $programme
order by written_at desc;
