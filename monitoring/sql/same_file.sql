select upload_id, uploaded_by, uploaded_at
from active_uploads
where programme = $programme and sha256 = $sha256
order by uploaded_at desc;
