-- Every moment at which what holds in a programme changed, the earliest first.
select uploaded_at as moment from uploads where programme = $programme
union
select withdrawn_at from withdrawals join uploads using (upload_id) where programme = $programme
order by moment;
