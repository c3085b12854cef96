-- Every cell of a statistic that a unit delivered, with where it was read; a statistic's cells in the order of time.
select indicator, component, period, dimensions, value, comment, upload_id, file_name, sheet, cell, uploaded_by, uploaded_at
from year_context
where programme = $programme
order by indicator, dimensions ->> '$.*', year, period;
