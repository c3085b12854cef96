-- The deliveries, newest first, each with its note by language, "" where nobody knows it, how many rows it brought and whether it is still active.
with told as (
    select upload_id, map(list(language order by language), list(note order by language)) as notes
    from upload_notes
    group by upload_id
)
select
    upload_id, unit, file_name, sha256, layout, uploaded_by, uploaded_at, coalesce(notes, map {'': note}) as notes,
    withdrawn_by, withdrawn_at, reasons,
    (select count(*) from delivered_figures where delivered_figures.upload_id = uploads.upload_id)
    + (select count(*) from progress where progress.upload_id = uploads.upload_id)
    + (select count(*) from evaluations where evaluations.upload_id = uploads.upload_id) as items
from uploads
left join told using (upload_id)
left join told_withdrawals using (upload_id)
where programme = $programme
  and ($unit is null or unit = $unit)
order by uploaded_at desc, upload_id desc
limit $at_most;
