-- Every commit's number and moment, in the order of the numbers.
select commit_number, committed_at from commits order by commit_number, committed_at;
