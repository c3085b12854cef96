-- The last row (number, hash) before the first one that is to stay, and how many rows there are up to it; no row where all are to stay.
with kept as (
    select coalesce(min(number), 9223372036854775807) as first
    from log
    where logged_at >= $before
)
select number, hash, (select count(*) from log where number < (select first from kept)) as rows
from log_hashes
where number < (select first from kept)
order by number desc
limit 1;
