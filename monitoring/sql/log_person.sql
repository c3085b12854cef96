-- The key under which the log knows somebody, if it does.
select person
from log_people
where subject = $subject and name = $name and email = $email and address = $address and salt <> ''
limit 1;
