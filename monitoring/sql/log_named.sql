-- What the log says that somebody did, under which name and key; for removal/names.sql.
select distinct person, kind, about, name
from log
join log_people using (person)
where subject = $subject and ($name::varchar is null or name = $name) and salt <> '';
