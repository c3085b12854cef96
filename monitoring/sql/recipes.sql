-- The recipes that hold now, by unit, the newest first, each with when an active delivery was last read with it or with one that it replaces.
with recursive versions as (
    select recipe_id, recipe_id as version
    from current_recipes
    where programme = $programme and ($unit is null or unit = $unit)
    union
    select versions.recipe_id, recipes.replaces
    from versions
    join recipes on recipes.recipe_id = versions.version
    where recipes.replaces is not null
),
uses as (
    select versions.recipe_id, max(active_uploads.uploaded_at) as used_at
    from versions
    join upload_recipes on upload_recipes.recipe_id = versions.version
    join active_uploads using (upload_id)
    group by versions.recipe_id
)
select recipe_id, unit, name, recipe, kept_by, kept_at, used_at
from current_recipes
left join uses using (recipe_id)
where programme = $programme and ($unit is null or unit = $unit)
order by unit, kept_at desc, recipe_id;
