-- What the commits after one did.
select appended, rewritten from commits where commit_number > $number;
