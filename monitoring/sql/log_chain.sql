-- Each row of the log beside its hash, in the order of the numbers; where one of the two is not there its columns are null.
select number, previous, logged_at, person, roles, event, kind, about, outcome, session, hash
from log
full join log_hashes using (number)
order by number;
