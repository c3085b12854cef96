-- The reasons of the council's targets by language.
select indicator, set_at, language, reason
from target_reasons
where programme = $programme
order by indicator, set_at, language;
