-- The languages of the programme's notes, by what they are about.
select upload_id, sheet, cell, language
from note_languages
join uploads using (upload_id)
where programme = $programme;
