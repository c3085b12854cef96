-- By unit: the newest delivery that stands, and how many stand.
select unit, max(uploaded_at) as uploaded_at, count(*) as uploads
from standing_uploads
where programme = $programme
group by unit;
