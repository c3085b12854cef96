-- Who may do what with the tables: the dashboard adds and reads, and removes sessions that are over and addresses that nobody needs any more; the public's
-- reads what is not about people, and no file. Whoever owns the tables does the rest (sql/removal). Roles that there are not, as where one user does it all, are passed over.
do $$
declare
    readable text := 'commits, schema_versions, figures, observations, progress, evaluations, withdrawals, recipes, recipe_removals, upload_recipes, '
        || 'round_deadlines, meetings, meetings_for_members, decisions, targets, meeting_records, decision_texts, evaluation_texts, target_reasons, note_languages, '
        || 'decision_comments, meeting_titles, upload_notes, withdrawal_reasons';
begin
    if exists (select from pg_roles where rolname = 'monitoring_app') then
        grant select, insert on all tables in schema public to monitoring_app;
        grant delete on sessions, session_uses, session_ends to monitoring_app;
        grant update (name, email) on contacts to monitoring_app;
        grant update (email) on subscriptions to monitoring_app;
    end if;
    if exists (select from pg_roles where rolname = 'monitoring_public') then
        execute 'grant select on ' || readable || ' to monitoring_public';
        grant select (upload_id, programme, unit, file_name, sha256, layout, uploaded_by, uploaded_at, note, commit_number) on uploads to monitoring_public;
    end if;
end $$;
