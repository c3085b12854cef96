-- What the log tells, the newest first. Every condition is left out where its value is null.
select
    number, logged_at, coalesce(subject, '') as subject, coalesce(name, '') as name, coalesce(email, '') as email, coalesce(address, '') as address,
    roles, event, kind, about, outcome, session
from log
left join log_people using (person)
where ($since::timestamp is null or logged_at >= $since)
  and ($until::timestamp is null or logged_at < $until)
  and ($event::varchar is null or event = $event)
  and ($who::varchar is null or contains(lower(concat_ws(' ', subject, name, email)), lower($who)))
order by number desc
limit coalesce($at_most, 9223372036854775807);
