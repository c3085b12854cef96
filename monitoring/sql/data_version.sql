-- What changes with the data that is shown: the number of rows of each table and a sum over them. Sums tell a store from a backup of it that went on
-- differently, and a name that was removed. Figures come with their uploads alone. A table is asked anew where it changed.
select 'uploads' as name, count(*) as rows, sum(hash(upload_id, uploaded_by)::hugeint) as total from uploads;
select 'figures', count(*), 0 from figures;
select 'observations', count(*), 0 from observations;
select 'progress', count(*), 0 from progress;
select 'evaluations', count(*), 0 from evaluations;
select 'withdrawals', count(*), sum(hash(withdrawals)::hugeint) from withdrawals;
select 'recipes', count(*), sum(hash(recipes)::hugeint) from recipes;
select 'recipe_removals', count(*), sum(hash(recipe_removals)::hugeint) from recipe_removals;
select 'upload_recipes', count(*), sum(hash(upload_recipes)::hugeint) from upload_recipes;
select 'round_deadlines', count(*), sum(hash(round_deadlines)::hugeint) from round_deadlines;
select 'meetings', count(*), sum(hash(meetings)::hugeint) from meetings;
select 'meetings_for_members', count(*), sum(hash(meetings_for_members)::hugeint) from meetings_for_members;
select 'decisions', count(*), sum(hash(decisions)::hugeint) from decisions;
select 'targets', count(*), sum(hash(targets)::hugeint) from targets;
select 'meeting_records', count(*), sum(hash(meeting_records)::hugeint) from meeting_records;
select 'evaluation_texts', count(*), sum(hash(evaluation_texts)::hugeint) from evaluation_texts;
select 'target_reasons', count(*), sum(hash(target_reasons)::hugeint) from target_reasons;
select 'decision_texts', count(*), sum(hash(decision_texts)::hugeint) from decision_texts;
select 'note_languages', count(*), 0 from note_languages;
select 'decision_comments', count(*), sum(hash(decision_comments)::hugeint) from decision_comments;
select 'meeting_titles', count(*), sum(hash(meeting_titles)::hugeint) from meeting_titles;
select 'upload_notes', count(*), sum(hash(upload_notes)::hugeint) from upload_notes;
select 'withdrawal_reasons', count(*), sum(hash(withdrawal_reasons)::hugeint) from withdrawal_reasons;
