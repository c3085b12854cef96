-- One row an indicator and year: its value, the fraction of the year that it covers, the parts that it is made of.
with kinds as (
    select unnest($indicators) as indicator, unnest($kinds) as kind
),
stated as (
    select
        indicator, kind, year, period, grain, dimensions,
        max(value) filter (component = 'value') as value,
        max(value) filter (component = 'part') as part,
        max(value) filter (component = 'whole') as whole,
        max(value) filter (component = 'mean') as mean,
        max(value) filter (component = 'respondents') as respondents,
        max(status) filter (status in ('P', 'E')) as doubt,
        max(comment) as comment
    from year_figures
    join kinds using (indicator)
    where programme = $programme and kind <> 'distribution'
    group by indicator, kind, year, period, grain, dimensions
),
-- A period's total where it is reported, else the categories of the breakdown with the fewest dimensions that add up to it.
chosen as (
    select *
    from stated
    where list_has_all($adding_up, json_keys(dimensions))
    qualify 1 = dense_rank() over (partition by indicator, period order by len(json_keys(dimensions)), json_keys(dimensions))
),
periods as (
    select
        indicator, kind, year, period, grain,
        complete_sum(value) as value,
        complete_sum(part) as part,
        complete_sum(whole) as whole,
        complete_sum(mean * respondents) as weighted,
        complete_sum(respondents) as respondents,
        -- A month without a figure is not covered, even where somebody says that there is none.
        case kind
            when 'share' then count(part) = count(*) and count(whole) = count(*)
            when 'score' then count(mean) = count(*)
            else count(value) = count(*)
        end as is_stated,
        max(doubt) as doubt,
        max(comment) as comment
    from chosen
    group by indicator, kind, year, period, grain
),
years as (
    select
        indicator, kind, year,
        case any_value(grain)
            when 'month' then count(*) filter (is_stated) / 12
            when 'quarter' then count(*) filter (is_stated) / 4
            else 1
        end as coverage,
        case kind when 'count' then sum(value) when 'level' then arg_max(value, period) end as value,
        sum(part) filter (whole is not null) as part,
        sum(whole) filter (part is not null) as whole,
        sum(weighted) / nullif(sum(respondents) filter (weighted is not null), 0) as mean,
        sum(respondents) as respondents,
        max(doubt) as doubt,
        coalesce(arg_max(comment, period) filter (comment <> ''), '') as comment
    from periods
    group by indicator, kind, year
)
select
    indicator, year,
    case kind when 'share' then 100 * part / nullif(whole, 0) when 'score' then mean else value end as value,
    coverage,
    case when coverage < 1 then 'P' else coalesce(doubt, 'A') end as status,
    part, whole, mean, respondents, comment
from years
order by indicator, year;
