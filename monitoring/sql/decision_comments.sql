-- The comments on the programme's decisions by language, of every wording.
select decision_id, written_at, language, decision_comments.comment
from decision_comments
join decisions using (decision_id, written_at)
where programme = $programme
order by decision_id, written_at, language;
