select item, year, state, completed_on, comment, upload_id, file_name, sheet, cell, uploaded_by, uploaded_at
from current_progress
where programme = $programme
order by item, year;
