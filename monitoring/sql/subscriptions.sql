-- The programme's subscriptions that have not ended, the oldest first: when each was confirmed, and up to when it has been told.
select
    subscription_id, email, language, about, asked_at,
    (select min(confirmed_at) from subscription_confirmations where subscription_id = subscriptions.subscription_id) as confirmed_at,
    (select max(until) from digests where subscription_id = subscriptions.subscription_id and outcome = 'sent') as told_until
from subscriptions
where programme = $programme
  and email <> ''
  and subscription_id not in (select subscription_id from subscription_ends)
order by asked_at, subscription_id;
