-- By unit: the newest standing delivery and what it was.
select unit, max(uploaded_at) as uploaded_at, count(*) as uploads
from standing_uploads
where programme = $programme
group by unit;
