-- Everything that was written of the programme's meetings, the newest first.
select
    meeting_id, title, held_on, year, agenda, as_of, state, present, written_by, written_at,
    meetings_for_members.meeting_id is not null as is_for_members,
    place, opened_at, closed_at, chair, secretary, others, checkers, members, first_section
from meetings
left join meetings_for_members using (meeting_id, written_at)
left join meeting_records using (meeting_id, written_at)
where programme = $programme
order by written_at desc;
