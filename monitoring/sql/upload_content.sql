-- A delivered workbook as it came; in a copy in memory it is empty.
select content
from uploads
where upload_id = $upload_id;
