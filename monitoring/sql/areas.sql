-- Distributions: one row an indicator, year and area, with the numbers by category and the area's
-- Gini–Simpson index 1 − Σp² in percent (Simpson 1949). Of several periods the last holds.
with distributed as (
    select *, coalesce(dimensions ->> 'area', '') as area, coalesce(dimensions ->> 'category', '') as category
    from holding_figures
    where indicator in (select unnest($indicators))
      and component <> 'context'
      and dimensions <> '{}'
      and list_has_all(['area', 'category'], json_keys(dimensions))
),
last_periods as (
    select indicator, year, max(period) as period, count(distinct period) as periods, any_value(grain) as grain
    from distributed
    group by all
),
numbers as (
    select indicator, year, area, category, value, periods, grain, status
    from distributed
    join last_periods using (indicator, year, period, grain)
    where value is not null
),
totals as (
    select *, sum(value) over (partition by indicator, year, area) as total
    from numbers
)
select
    indicator, year, area,
    list(category order by category) as categories,
    list(value order by category) as numbers,
    any_value(total) as total,
    100 * (1 - sum(pow(value / total, 2) order by category)) as index, -- in one order: so the same to the last digit
    any_value(periods) / case any_value(grain) when 'month' then 12 when 'quarter' then 4 else 1 end as coverage,
    max(status) filter (status in ('P', 'E')) as doubt
from totals
where total > 0
group by indicator, year, area
order by indicator, year, area;
