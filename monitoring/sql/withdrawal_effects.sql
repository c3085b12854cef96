-- What withdrawing one upload would do: each figure of it that holds now, and the value that would hold after.
with left_over as (
    select observed.*, standing.uploaded_at
    from observations as observed
    join standing_uploads as standing using (upload_id)
    where standing.programme = $programme and upload_id <> $upload_id
    qualify row_number() over (
        partition by indicator, period, component, area, category order by standing.uploaded_at desc, upload_id desc
    ) = 1
)
select current.indicator, current.period, current.component, current.area, current.category, current.value as before, left_over.value as after
from current_observations as current
left join left_over using (indicator, period, component, area, category)
where current.programme = $programme and current.upload_id = $upload_id
order by all;
