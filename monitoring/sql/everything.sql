-- Every value of every table, so that a damaged block is noticed.
select max(hash(uploads)) from uploads
union all select max(hash(observations)) from observations
union all select max(hash(progress)) from progress
union all select max(hash(evaluations)) from evaluations
union all select max(hash(withdrawals)) from withdrawals;
