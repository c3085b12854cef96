-- For how long the transaction waits for a lock, with its unit.
select set_config('lock_timeout', $patience, true);
