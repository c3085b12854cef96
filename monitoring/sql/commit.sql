-- One commit; no row where there is none of this number and id.
select commit_number from commits where commit_number = $number and commit_id = $commit_id;
