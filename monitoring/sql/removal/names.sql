-- The name of somebody goes from everything that the log says that they did (see log_named.sql), and from the log itself. What they did stays.
create temp table named as
select
    unnest($people::varchar[]) as person, unnest($kinds::varchar[]) as kind, unnest($abouts::varchar[]) as about, unnest($names::varchar[]) as name;
update uploads set uploaded_by = '–'
from named where kind = 'upload' and about = upload_id and name = uploaded_by;
update withdrawals set withdrawn_by = '–'
from named where kind = 'upload' and about = upload_id and name = withdrawn_by;
update recipes set kept_by = '–'
from named where kind = 'recipe' and about = recipe_id and named.name = kept_by;
update recipe_removals set removed_by = '–'
from named where kind = 'recipe' and about = recipe_id and name = removed_by;
update round_deadlines set set_by = '–'
from named where kind = 'year' and about = year::varchar and name = set_by;
update meetings set written_by = '–'
from named where named.kind = 'meeting' and about = meeting_id and name = written_by;
update decisions set written_by = '–'
from named where named.kind = 'decision' and about = decision_id and name = written_by;
update targets set set_by = '–'
from named where kind = 'indicator' and about = indicator and name = set_by;
update roles set given_by = '–'
from named where named.kind = 'role' and about = role_id and name = given_by;
update role_ends set ended_by = '–'
from named where kind = 'role' and about = role_id and name = ended_by;
update roles set given_to = '–'
where kind = 'email' and role_id in (select role_id from role_ends)
  and given_to in (select lower(email) from log_people where email <> '' and person in (select person from named));
update evaluation_texts set written_by = '–'
from named where kind = 'upload' and about = upload_id and name = written_by;
update contacts set added_by = '–'
from named where named.kind = 'contact' and about = contact_id and named.name = added_by;
update contact_ends set ended_by = '–'
from named where kind = 'contact' and about = contact_id and name = ended_by;
update mails set sent_by = '–'
from named where named.kind = 'mail' and about = mail_id and name = sent_by;
update contacts set name = '', email = ''
where lower(email) in (select lower(email) from log_people where email <> '' and person in (select person from named));
update subscriptions set email = ''
where lower(email) in (select lower(email) from log_people where email <> '' and person in (select person from named));
delete from sessions
where subject in (select subject from log_people where person in (select person from named));
update log_people set salt = '', subject = '', name = '', email = '', address = ''
where person in (select person from named);
drop table named;
