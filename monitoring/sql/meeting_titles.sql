-- The names of the programme's meetings by language, of every wording.
select meeting_id, written_at, language, meeting_titles.title
from meeting_titles
join meetings using (meeting_id, written_at)
where programme = $programme
order by meeting_id, written_at, language;
