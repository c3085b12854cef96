-- The latest moment that any row of a store of version 1 names; later ones have it in their commits.
with moments as (
    select uploaded_at as moment from uploads
    union all select withdrawn_at from withdrawals
    union all select kept_at from recipes
    union all select removed_at from recipe_removals
    union all select set_at from round_deadlines
    union all select written_at from meetings
    union all select written_at from decisions
    union all select set_at from targets
    union all select logged_at from log
)
select max(moment) as moment from moments;
