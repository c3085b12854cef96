-- By unit: the newest active delivery, and how many there are.
select unit, max(uploaded_at) as uploaded_at, count(*) as uploads
from active_uploads
where programme = $programme
group by unit;
