-- What withdrawing one upload would do: each figure, state and evaluation of it that holds now, and what would hold after. `goes` says
-- that nothing would.
with remaining as (
    select upload_id, unit, uploaded_at
    from standing_uploads
    where programme = $programme and upload_id <> $upload_id
),
figures as (
    select indicator, period, component, area, category, value
    from observations
    join remaining using (upload_id)
    qualify 1 = row_number() over (partition by indicator, period, component, area, category order by uploaded_at desc, upload_id desc)
),
states as (
    select item, year, state
    from progress
    join remaining using (upload_id)
    qualify 1 = row_number() over (partition by item, year order by uploaded_at desc, upload_id desc)
),
words as (
    select unit, goal, year, text
    from evaluations
    join remaining using (upload_id)
    qualify 1 = row_number() over (partition by unit, goal, year order by uploaded_at desc, upload_id desc)
)
select
    'figure' as kind, now.indicator as item, now.period, now.component, now.area, now.category,
    now.value as before, figures.value as after, '' as text_before, '' as text_after, figures.indicator is null as goes
from current_observations as now
left join figures using (indicator, period, component, area, category)
where now.programme = $programme and now.upload_id = $upload_id
union all
select 'state', now.item, now.year::varchar, 'state', '', '', null, null, now.state, coalesce(states.state, ''), states.item is null
from current_progress as now
left join states using (item, year)
where now.programme = $programme and now.upload_id = $upload_id
union all
select 'evaluation', now.goal, now.year::varchar, 'evaluation', '', '', null, null, now.text, coalesce(words.text, ''), words.goal is null
from current_evaluations as now
left join words using (unit, goal, year)
where now.programme = $programme and now.upload_id = $upload_id
order by kind, item, period, component, area, category;
