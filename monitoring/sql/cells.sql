-- Of each figure of the active uploads the cell that was delivered last, and where it was read; statistics beside indicators are among them.
with delivered as (
    select
        indicator, year, component, period, dimensions, value, status, comment, upload_id, file_name, sheet, cell, uploaded_by, uploaded_at
    from delivered_figures
    join active_uploads using (upload_id)
    where programme = $programme
)
select unnest(arg_max(delivered, (uploaded_at, upload_id)))
from delivered
group by indicator, period, component, dimensions
order by indicator, period, component, dimensions ->> '$.*';
