-- Names and addresses of contacts that have ended. That there was one, and what was sent, stays.
update contacts set name = '', email = ''
where email <> '' and contact_id in (select contact_id from contact_ends);
