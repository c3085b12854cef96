select upload_id from standing_uploads where upload_id = $upload_id;
