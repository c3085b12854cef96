select count(*) as uploads from uploads_until where programme = $programme;
