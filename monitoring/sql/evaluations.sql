select goal, unit, year, text, proposal, upload_id, file_name, sheet, cell, uploaded_by, uploaded_at
from current_evaluations
where programme = $programme
order by goal, year, unit;
