-- The deliveries, newest first, each with how many rows it brought and whether it is still active.
select
    upload_id, unit, file_name, sha256, layout, uploaded_by, uploaded_at, note,
    withdrawn_by, withdrawn_at, reason,
    (select count(*) from delivered_figures where delivered_figures.upload_id = uploads.upload_id)
    + (select count(*) from progress where progress.upload_id = uploads.upload_id)
    + (select count(*) from evaluations where evaluations.upload_id = uploads.upload_id) as items
from uploads
left join withdrawals using (upload_id)
where programme = $programme
  and ($unit is null or unit = $unit)
order by uploaded_at desc, upload_id desc
limit $at_most;
