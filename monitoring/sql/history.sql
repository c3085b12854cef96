-- Everything that was ever delivered for one indicator, action or goal, newest first, withdrawn uploads included. What holds now is the
-- newest of each that was not withdrawn.
with rows as (
    select upload_id, 'figure' as kind, year, period, component, dimensions, value, null as state, null as completed_on, '' as text, comment, sheet, cell
    from delivered_figures where indicator = $item
    union all
    select upload_id, 'state', year, year::varchar, 'state', '{}', null, state, completed_on, '', comment, sheet, cell
    from progress where item = $item
    union all
    select upload_id, 'evaluation', year, year::varchar, 'evaluation', '{}', null, null, null, text, proposal, sheet, cell
    from evaluations where goal = $item
),
delivered as (
    select
        rows.*, uploads.unit, uploads.file_name, uploads.uploaded_by, uploads.uploaded_at,
        withdrawals.withdrawn_at, withdrawals.withdrawn_by, withdrawals.reasons
    from rows
    join uploads using (upload_id)
    left join told_withdrawals as withdrawals using (upload_id)
    where uploads.programme = $programme
)
select
    *,
    withdrawn_at is null and 1 = row_number() over (
        partition by kind, if(kind = 'evaluation', unit, ''), period, component, dimensions, withdrawn_at is null
        order by uploaded_at desc, upload_id desc
    ) as holds
from delivered
order by period desc, component, dimensions ->> '$.*', uploaded_at desc, upload_id desc;
