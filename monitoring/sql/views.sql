-- What holds now, or held at the moment that the session's variable `as_of` names (UTC; see as_of.sql), or would hold without the upload that
-- the variable `without` names (see without.sql). They are made in the copy that is read, and belong to the code, not to the store.
create macro had_come(moment) as moment <= coalesce(getvariable('as_of'), 'infinity')::timestamp;

create view uploads_until as
select upload_id, programme, unit, file_name, sha256, uploaded_by, uploaded_at
from uploads
where had_come(uploaded_at);

-- The withdrawals, with their reasons by language, "" where nobody knows it.
create view told_withdrawals as
with told as (
    select upload_id, map(list(language order by language), list(reason order by language)) as reasons
    from withdrawal_reasons
    group by upload_id
)
select upload_id, withdrawn_by, withdrawn_at, coalesce(reasons, map {'': reason}) as reasons
from withdrawals
left join told using (upload_id);

-- The uploads that are not withdrawn.
create view active_uploads as
with taken_back as (
    select upload_id
    from withdrawals
    where had_come(withdrawn_at)
)
select upload_id, programme, unit, file_name, sha256, uploaded_by, uploaded_at
from uploads_until
anti join taken_back using (upload_id)
where upload_id is distinct from getvariable('without');

-- Every figure that was ever delivered. In a store of an older version some have an area and a category instead of dimensions, and the name of
-- a statistic is its category.
create view delivered_figures as
select upload_id, indicator, period, year, component, dimensions, value, status, comment, sheet, cell
from figures
union all
select
    upload_id, indicator, period, year, component,
    case
        when area = '' and category = '' then '{}'
        else json_merge_patch(
            '{}',
            json_object('area', nullif(area, ''), if(component = 'context', 'statistic', 'category'), nullif(category, ''))
        )::varchar
    end as dimensions,
    value, status, comment, sheet, cell
from observations;

create view current_progress as
select distinct on (programme, item, year)
    active.programme, active.unit, active.file_name, active.uploaded_by, active.uploaded_at,
    reported.*
from progress as reported
join active_uploads as active using (upload_id)
order by programme, item, year, uploaded_at desc, upload_id desc;

create view current_evaluations as
select distinct on (programme, active.unit, goal, year)
    active.programme, active.unit, active.file_name, active.uploaded_by, active.uploaded_at,
    written.*
from evaluations as written
join active_uploads as active using (upload_id)
order by programme, active.unit, goal, year, uploaded_at desc, upload_id desc;

-- The names and the sources by language of the statistics beside indicators, as every recipe gives them.
create view recipe_statistics as
with rules as (
    select programme, recipe_id, kept_at, unnest(try_cast(recipe as json) -> '$.rules[*]') as rule
    from recipes
)
select
    programme, recipe_id, kept_at,
    rule ->> '$.indicator' as indicator,
    rule ->> '$.name' as name,
    map(json_keys(rule, '$.names'), rule ->> '$.names.*') as names,
    rule ->> '$.source' as source,
    map(json_keys(rule, '$.sources'), rule ->> '$.sources.*') as sources
from rules
where json_exists(rule, '$.names') or json_exists(rule, '$.sources');

-- The recipes that were neither replaced nor removed. Who replaces a removed recipe brings it back as a new one.
create view current_recipes as
select recipe_id, programme, unit, name, fingerprint, recipe, kept_by, kept_at
from recipes
anti join recipe_removals using (recipe_id)
anti join (select replaces as recipe_id from recipes where replaces is not null) as replaced using (recipe_id);
