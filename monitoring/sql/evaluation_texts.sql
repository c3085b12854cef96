-- The words of the current evaluations by language: of each language the newest, until the session's moment (see as_of.sql).
select upload_id, goal, year, language, written.text, written.proposal
from evaluation_texts as written
join current_evaluations as current using (upload_id, goal, year)
where current.programme = $programme
  and had_come(written_at)
qualify row_number() over (partition by upload_id, goal, year, language order by written_at desc) = 1
order by upload_id, goal, year, language;
