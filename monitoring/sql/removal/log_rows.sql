-- The rows of the log up to a number, and the people whom no other row names.
delete from log where number <= $last;
delete from log_hashes where number <= $last;
delete from log_people where person not in (select person from log);
