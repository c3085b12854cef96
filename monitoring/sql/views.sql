-- What holds now, or held at the moment that the session's variable `as_of` names (UTC; see as_of.sql). Temporary views: they belong to the
-- code, not to the file.
create temp macro had_come(moment) as moment <= coalesce(getvariable('as_of'), 'infinity')::timestamp;

create temp view uploads_until as
select upload_id, programme, unit, file_name, sha256, uploaded_by, uploaded_at
from uploads
where had_come(uploaded_at);

create temp view standing_uploads as
with taken_back as (
    select upload_id
    from withdrawals
    where had_come(withdrawn_at)
)
select upload_id, programme, unit, file_name, sha256, uploaded_by, uploaded_at
from uploads_until
anti join taken_back using (upload_id);

-- The newest row of each figure, among the uploads that stand.
create temp view current_observations as
select
    standing.programme, standing.unit, standing.file_name, standing.uploaded_by, standing.uploaded_at,
    observed.*,
    case when observed.period like '%-Q%' then 'quarter' when length(observed.period) = 7 then 'month' else 'year' end as grain
from observations as observed
join standing_uploads as standing using (upload_id)
qualify row_number() over (
    partition by programme, indicator, period, component, area, category
    order by uploaded_at desc, upload_id desc
) = 1;

-- A year's figure is its yearly row or what its months or quarters make, whichever was delivered last. Statistics beside an indicator are
-- no figures of it.
create temp view year_observations as
with grains as (
    select programme, indicator, year, arg_max(grain, uploaded_at) as grain
    from current_observations
    where component <> 'context'
    group by all
)
select current_observations.*
from current_observations
join grains using (programme, indicator, year, grain)
where component <> 'context';

-- Statistics beside an indicator, each by its name: its yearly row or its months or quarters, whichever was delivered last.
create temp view year_context as
with grains as (
    select programme, indicator, category, year, arg_max(grain, (uploaded_at, grain)) as grain
    from current_observations
    where component = 'context'
    group by all
)
select current_observations.*
from current_observations
join grains using (programme, indicator, category, year, grain)
where component = 'context';

create temp view current_progress as
select
    standing.programme, standing.unit, standing.file_name, standing.uploaded_by, standing.uploaded_at,
    reported.*
from progress as reported
join standing_uploads as standing using (upload_id)
qualify row_number() over (partition by programme, item, year order by uploaded_at desc, upload_id desc) = 1;

create temp view current_evaluations as
select
    standing.programme, standing.unit, standing.file_name, standing.uploaded_by, standing.uploaded_at,
    written.*
from evaluations as written
join standing_uploads as standing using (upload_id)
qualify row_number() over (partition by programme, standing.unit, goal, year order by uploaded_at desc, upload_id desc) = 1;

-- The recipes that were neither replaced nor removed. Who replaces a removed recipe brings it back as a new one.
create temp view current_recipes as
select recipe_id, programme, unit, name, fingerprint, recipe, kept_by, kept_at
from recipes
anti join recipe_removals using (recipe_id)
anti join (select replaces as recipe_id from recipes where replaces is not null) as replaced using (recipe_id);
