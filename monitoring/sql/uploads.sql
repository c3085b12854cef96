-- The deliveries, newest first, each with its note by language, "" where nobody knows it, how many rows it brought and whether it is still active.
with told as (
    select upload_id, map(list(language order by language), list(note order by language)) as notes
    from upload_notes
    group by upload_id
),
delivered as (
    select upload_id from delivered_figures
    union all select upload_id from progress
    union all select upload_id from evaluations
),
counts as (
    select upload_id, count(*) as items
    from delivered
    group by upload_id
)
select
    upload_id, unit, file_name, sha256, layout, uploaded_by, uploaded_at, coalesce(notes, map {'': note}) as notes,
    withdrawn_by, withdrawn_at, reasons, coalesce(items, 0) as items
from uploads
left join told using (upload_id)
left join told_withdrawals using (upload_id)
left join counts using (upload_id)
where programme = $programme
  and ($unit is null or unit = $unit)
order by uploaded_at desc, upload_id desc
limit $at_most;
