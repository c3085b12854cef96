select upload_id from active_uploads where upload_id = $upload_id;
