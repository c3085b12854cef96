-- How many uploads of the programme hold, and whether anything at all was reported of states and written of goals.
select count(*) as uploads, (select count(*) from progress) > 0 as has_reports, (select count(*) from evaluations) > 0 as has_evaluations
from active_uploads
where programme = $programme;
