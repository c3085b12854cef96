-- The moments (UTC) at which a year's figures of these indicators became what they no longer are: some came, or an upload with some was withdrawn.
with told as (
    select indicator, year, upload_id, uploaded_at
    from delivered_figures
    join uploads_until using (upload_id)
    where programme = $programme and list_contains($indicators, indicator)
),
changes as (
    select indicator, year, uploaded_at as moment
    from told
    union
    select indicator, year, withdrawn_at
    from told
    join withdrawals using (upload_id)
    where had_come(withdrawn_at)
)
select indicator, year, moment
from changes
qualify moment < max(moment) over (partition by indicator, year)
order by moment;
