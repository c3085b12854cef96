-- The newest row's number and hash; no row where the log is empty.
select number, hash from log_hashes order by number desc limit 1;
