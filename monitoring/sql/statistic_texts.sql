-- The names and the sources by language of the statistics beside indicators, the oldest first, of the recipes that had come at the session's moment.
select indicator, name, names, source, sources
from recipe_statistics
where programme = $programme and had_come(kept_at)
order by kept_at, recipe_id desc;
