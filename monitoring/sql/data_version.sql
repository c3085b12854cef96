-- What changes with the data that is shown: the number of rows of each table and a sum over them. Sums tell a store from a backup of it that went on
-- differently, and a name that was removed. Figures come with their uploads alone.
select 'uploads' as name, count(*) as rows, sum(hash(upload_id, uploaded_by)::hugeint) as total from uploads
union all select 'figures', count(*), 0 from figures
union all select 'observations', count(*), 0 from observations
union all select 'progress', count(*), 0 from progress
union all select 'evaluations', count(*), 0 from evaluations
union all select 'withdrawals', count(*), sum(hash(withdrawals)::hugeint) from withdrawals
union all select 'recipes', count(*), sum(hash(recipes)::hugeint) from recipes
union all select 'recipe_removals', count(*), sum(hash(recipe_removals)::hugeint) from recipe_removals
union all select 'upload_recipes', count(*), sum(hash(upload_recipes)::hugeint) from upload_recipes
union all select 'round_deadlines', count(*), sum(hash(round_deadlines)::hugeint) from round_deadlines
union all select 'meetings', count(*), sum(hash(meetings)::hugeint) from meetings
union all select 'meetings_for_members', count(*), sum(hash(meetings_for_members)::hugeint) from meetings_for_members
union all select 'decisions', count(*), sum(hash(decisions)::hugeint) from decisions
union all select 'targets', count(*), sum(hash(targets)::hugeint) from targets
union all select 'meeting_records', count(*), sum(hash(meeting_records)::hugeint) from meeting_records
union all select 'evaluation_texts', count(*), sum(hash(evaluation_texts)::hugeint) from evaluation_texts
union all select 'target_reasons', count(*), sum(hash(target_reasons)::hugeint) from target_reasons
union all select 'decision_texts', count(*), sum(hash(decision_texts)::hugeint) from decision_texts
order by name;
