select upload_id, unit from active_uploads where upload_id = $upload_id;
