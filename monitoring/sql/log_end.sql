-- The newest row's number and hash; no row where the log is empty.
select max(number) as number, arg_max(hash, number) as hash from log_hashes having count(*) > 0;
