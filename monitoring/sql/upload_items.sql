-- The indicators, milestones and actions that each delivery to the programme states something of.
select upload_id, item
from (
    select upload_id, indicator as item from delivered_figures
    union
    select upload_id, item from progress
)
join uploads using (upload_id)
where programme = $programme;
