-- Distributions: one row an indicator, year and area, with the numbers by category and the area's
-- Gini–Simpson index 1 − Σp² in percent (Simpson 1949). Of several periods the last holds.
with distributed as (
    select *, coalesce(dimensions ->> 'area', '') as area, coalesce(dimensions ->> 'category', '') as category
    from holding_figures
    where list_contains($indicators, indicator)
      and component <> 'context'
      and dimensions <> '{}'
      and list_has_all(['area', 'category'], json_keys(dimensions))
),
last_periods as (
    select indicator, year, max(period) as period, count(distinct period) as periods, any_value(grain) as grain
    from distributed
    group by all
),
areas as (
    select
        indicator, year, area, periods, grain,
        list(category order by category) as categories,
        list(value order by category) as numbers,
        max(status) filter (status in ('P', 'E')) as doubt
    from distributed
    join last_periods using (indicator, year, period, grain)
    where value is not null
    group by all
),
totals as (
    select *, list_sum(numbers) as total
    from areas
)
select
    indicator, year, area, categories, numbers, total,
    100 * (1 - list_sum([pow(number / total, 2) for number in numbers])) as index, -- in one order: so the same to the last digit
    periods / case grain when 'month' then 12 when 'quarter' then 4 else 1 end as coverage,
    doubt
from totals
where total > 0
order by indicator, year, area;
