-- The last commit; no row where there is none.
select commit_number, commit_id, committed_at from commits where commit_number = (select max(commit_number) from commits);
