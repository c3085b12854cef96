-- A delivered workbook as it came.
select file_name, content
from uploads
where programme = $programme and upload_id = $upload_id;
