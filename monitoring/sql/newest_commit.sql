-- The last commit; no row where there is none.
select commit_number, commit_id, committed_at from commits order by commit_number desc limit 1;
