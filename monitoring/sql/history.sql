-- Everything that was ever delivered for one indicator, action or goal, newest first, withdrawn uploads included.
with rows as (
    select upload_id, year, period, component, area, category, value, null as state, status, comment, sheet, cell
    from observations where indicator = $item
    union all
    select upload_id, year, year::varchar, 'state', '', '', null, state, 'A', comment, sheet, cell
    from progress where item = $item
)
select
    rows.*, uploads.file_name, uploads.uploaded_by, uploads.uploaded_at,
    withdrawals.withdrawn_at, withdrawals.withdrawn_by, withdrawals.reason
from rows
join uploads using (upload_id)
left join withdrawals using (upload_id)
where uploads.programme = $programme
order by period desc, component, area, category, uploaded_at desc;
