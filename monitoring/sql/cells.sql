-- Every cell that a year's figure is made of or that a statistic beside an indicator has, with where it was read.
select indicator, year, component, period, dimensions, value, status, comment, upload_id, file_name, sheet, cell, uploaded_by, uploaded_at
from year_figures
where programme = $programme
order by indicator, period, component, dimensions ->> '$.*';
