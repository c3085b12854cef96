select person, salt, subject, name, email, address from log_people;
