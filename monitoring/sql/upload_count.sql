select count(*) as uploads from uploads where programme = $programme;
