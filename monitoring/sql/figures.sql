-- One row an indicator and year, and one more for each category of the breakdowns that the programme declares: the components that the value is
-- made of, the fraction of the year that they cover, what is doubtful of them. `counts_for` is {} for the indicator as a whole, else the category.
-- What months or quarters make of each component is said by the kinds (monitoring/kinds.py).
with components as (
    select
        unnest($indicators) as indicator, unnest($components) as component, unnest($over_year) as over_year,
        unnest($weights) as weight, unnest($required) as is_required, unnest($of_categories) as is_of_categories
),
declared as (
    select unnest($broken_down::varchar[]) as indicator, unnest($categories::varchar[]) as dimensions
),
adding_up as materialized (
    select
        indicator, year, period, grain, dimensions, component, over_year, weight, is_required, value, status, comment, uploaded_at,
        len(json_keys(dimensions)) || json_keys(dimensions)::varchar as breakdown
    from holding_figures
    join components using (indicator, component)
    where not list_has_any($not_adding_up, json_keys(dimensions)) and (is_of_categories or dimensions = '{}')
),
-- Where a breakdown is reported by other periods than the total, the total's make the year.
grains as (
    select indicator, year, arg_max(grain, (dimensions = '{}', uploaded_at, grain)) as grain
    from adding_up
    group by all
),
-- A period's total where it is reported, else the categories of the breakdown with the fewest dimensions that add up to it; of a component that
-- categories do not make (a median) the total alone.
breakdowns as (
    select indicator, year, period, min(breakdown) as breakdown
    from adding_up
    group by all
),
of_all as (
    select
        indicator, '{}' as counts_for, year, period, grain, dimensions, component, over_year, weight, is_required, value, status, comment
    from adding_up
    join grains using (indicator, year, grain)
    join breakdowns using (indicator, year, period, breakdown)
),
of_categories as (
    select
        indicator, dimensions as counts_for, year, period, grain, dimensions, component, over_year, weight, is_required, value, status, comment
    from holding_figures
    join components using (indicator, component)
    join declared using (indicator, dimensions)
),
stated as (
    from of_all
    union all
    from of_categories
),
weighted as (
    select stated.*, weights.value as weight_value
    from stated
    left join stated as weights
        on weights.indicator = stated.indicator
        and weights.counts_for = stated.counts_for
        and weights.period = stated.period
        and weights.dimensions = stated.dimensions
        and weights.component = stated.weight
),
periods as (
    select
        indicator, counts_for, year, period, grain, component, over_year, is_required,
        complete_sum(if(over_year = 'weighted', value * weight_value, value)) as total,
        complete_sum(weight_value) as weight,
        count(value) = count(*) as is_known,
        max(status) filter (status in ('P', 'E')) as doubt,
        max(comment) as comment
    from weighted
    group by all
),
-- A month without a figure is not covered, even where somebody says that there is none.
known as (
    select indicator, counts_for, period, count(*) as known
    from periods
    where is_required and is_known
    group by all
),
required as (
    select indicator, count(*) filter (is_required) as required
    from components
    group by all
),
covered as (
    select periods.*, coalesce(known, 0) = required as is_covered
    from periods
    join required using (indicator)
    left join known using (indicator, counts_for, period)
),
-- Required components have all periods that are covered.
years as (
    select
        indicator, counts_for, year, component, any_value(grain) as grain,
        case over_year
            when 'sum' then sum(total) filter (is_covered or not is_required)
            when 'last' then arg_max(total, period)
            when 'weighted' then sum(total) filter (is_covered) / nullif(sum(weight) filter (is_covered and total is not null), 0)
        end as value,
        count(*) filter (is_covered) as periods,
        max(doubt) as doubt,
        max((period, comment)) filter (comment <> '') as noted
    from covered
    group by indicator, counts_for, year, component, over_year
)
select
    indicator, counts_for, year,
    list(component) as components, list(value) as numbers,
    case any_value(grain) when 'month' then max(periods) / 12 when 'quarter' then max(periods) / 4 else 1 end as coverage,
    max(doubt) as doubt,
    coalesce(max(noted)[2], '') as comment
from years
group by indicator, counts_for, year
order by indicator, year;
