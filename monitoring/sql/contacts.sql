-- The contacts of the programme's units that have not ended, unit by unit, the oldest first.
select contact_id, unit, name, email, language, added_by, added_at
from contacts
where programme = $programme
  and contact_id not in (select contact_id from contact_ends)
order by unit, added_at, contact_id;
