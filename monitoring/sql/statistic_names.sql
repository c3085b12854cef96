-- The names by language of the statistics beside indicators, as the programme's recipes give them, the newest that holds at the session's moment.
with rules as (
    select kept_at, recipe_id, unnest(try_cast(recipe as json) -> '$.rules[*]') as rule
    from recipes
    where programme = $programme and had_come(kept_at)
)
select
    rule ->> '$.indicator' as indicator,
    rule ->> '$.name' as name,
    json_keys(rule, '$.names') as languages,
    rule ->> '$.names.*' as names
from rules
where json_exists(rule, '$.names')
qualify row_number() over (partition by indicator, name order by kept_at desc, recipe_id) = 1;
