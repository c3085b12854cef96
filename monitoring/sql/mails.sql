-- What was sent of a kind for a year, the newest first; the name is empty where the contact has ended.
select mail_id, mails.unit, year, contact_id, coalesce(name, '') as name, mails.language, subject, body, sent_by, sent_at, outcome
from mails
left join mail_outcomes using (mail_id)
left join contacts using (contact_id)
where mails.programme = $programme and kind = $kind and year = $year
order by sent_at desc, unit, contact_id;
