-- Everything that was ever delivered for one indicator, action or goal, newest first, withdrawn uploads included. What holds now is the
-- newest of each that was not withdrawn. Texts and comments are by language, "" where nobody knows it.
with said as (
    select upload_id, goal, year, language, text, proposal
    from evaluation_texts
    where goal = $item
    qualify row_number() over (partition by upload_id, goal, year, language order by written_at desc) = 1
),
said_by_language as (
    select
        upload_id, goal, year,
        map(list(language order by language), list(text order by language)) as texts,
        map(list(language order by language), list(proposal order by language)) as proposals
    from said
    group by upload_id, goal, year
),
sources_by_language as (
    select source as comment, arg_max(sources, (kept_at, recipe_id)) as sources
    from recipe_statistics
    where programme = $programme and indicator = $item and sources is not null
    group by source
),
rows as (
    select
        upload_id, 'figure' as kind, year, period, component, dimensions, value, null as state, null as completed_on, null as texts,
        case when component = 'context' then sources end as comments, comment, sheet, cell
    from delivered_figures
    left join sources_by_language using (comment)
    where indicator = $item
    union all
    select upload_id, 'state', year, year::varchar, 'state', '{}', null, state, completed_on, null, null, comment, sheet, cell
    from progress where item = $item
    union all
    select
        upload_id, 'evaluation', year, year::varchar, 'evaluation', '{}', null, null, null, coalesce(texts, map {'': text}),
        coalesce(proposals, map {'': proposal}), proposal, sheet, cell
    from evaluations
    left join said_by_language using (upload_id, goal, year)
    where goal = $item
),
delivered as (
    select
        rows.* exclude (comments, comment),
        coalesce(rows.comments, map([coalesce(note_languages.language, '')], [rows.comment])) as comments,
        uploads.unit, uploads.file_name, uploads.uploaded_by, uploads.uploaded_at,
        withdrawals.withdrawn_at, withdrawals.withdrawn_by, withdrawals.reasons
    from rows
    join uploads using (upload_id)
    left join note_languages using (upload_id, sheet, cell)
    left join told_withdrawals as withdrawals using (upload_id)
    where uploads.programme = $programme
)
select
    *,
    withdrawn_at is null and 1 = row_number() over (
        partition by kind, if(kind = 'evaluation', unit, ''), period, component, dimensions, withdrawn_at is null
        order by uploaded_at desc, upload_id desc
    ) as holds
from delivered
order by period desc, component, dimensions ->> '$.*', uploaded_at desc, upload_id desc;
