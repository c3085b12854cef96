-- The rows of the log up to a number, and the people whom no other row names. The number is in the session's variable `last`.
delete from log where number <= getvariable('last');
delete from log_hashes where number <= getvariable('last');
delete from log_people where person not in (select person from log);
