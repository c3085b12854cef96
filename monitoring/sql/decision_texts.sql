-- The texts of the programme's decisions by language, of every wording.
select decision_id, written_at, language, decision_texts.text
from decision_texts
join decisions using (decision_id, written_at)
where programme = $programme
order by decision_id, written_at, language;
