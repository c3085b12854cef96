select count(*) as uploads from active_uploads where programme = $programme;
