-- From here on removal/subscriptions.sql removes the addresses that were asked for before this moment (UTC) and not confirmed.
set variable unconfirmed = $before;
