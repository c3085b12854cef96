-- Addresses of subscriptions that have ended, and of those that nobody confirmed in time: before `unconfirmed`.
update subscriptions set email = ''
where email <> ''
  and (
    subscription_id in (select subscription_id from subscription_ends)
    or (
      asked_at < $unconfirmed
      and subscription_id not in (select subscription_id from subscription_confirmations)
    )
  );
