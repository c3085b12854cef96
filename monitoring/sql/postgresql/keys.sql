-- What PostgreSQL holds the tables of sql/schema.sql to, for `python -m monitoring migrate`: keys, references, and indexes for the rows that came since
-- a commit. Run again, it adds what is missing.
create unique index if not exists commits_key on commits (commit_number);
create unique index if not exists schema_versions_key on schema_versions (version);
create unique index if not exists uploads_key on uploads (upload_id);
create unique index if not exists recipes_key on recipes (recipe_id);
create unique index if not exists log_key on log (number);
create unique index if not exists log_people_key on log_people (person);
create unique index if not exists roles_key on roles (role_id);
create unique index if not exists sessions_key on sessions (session);
create unique index if not exists contacts_key on contacts (contact_id);
create unique index if not exists mails_key on mails (mail_id);
create unique index if not exists subscriptions_key on subscriptions (subscription_id);

-- No figure of an upload twice, and nothing taken back twice.
create unique index if not exists figures_of_upload on figures (upload_id, indicator, period, component, dimensions);
create unique index if not exists progress_of_upload on progress (upload_id, item, year);
create unique index if not exists evaluations_of_upload on evaluations (upload_id, goal, year);
create unique index if not exists withdrawals_of_upload on withdrawals (upload_id);
create unique index if not exists recipe_removals_of_recipe on recipe_removals (recipe_id);
create unique index if not exists role_ends_of_role on role_ends (role_id);

create index if not exists figures_by_commit on figures (commit_number);
create index if not exists progress_by_commit on progress (commit_number);
create index if not exists evaluations_by_commit on evaluations (commit_number);
create index if not exists uploads_by_commit on uploads (commit_number);
create index if not exists log_by_commit on log (commit_number);
create index if not exists log_hashes_by_commit on log_hashes (commit_number);

-- A column that is a key elsewhere refers to it. A commit's own row is written last.
do $$
declare
    one record;
begin
    for one in
        select columns.table_name, columns.column_name, keys.owner, keys.column_name = 'commit_number' as is_late
        from information_schema.columns
        join (values
            ('commit_number', 'commits'), ('upload_id', 'uploads'), ('recipe_id', 'recipes'), ('role_id', 'roles'), ('contact_id', 'contacts'),
            ('mail_id', 'mails'), ('subscription_id', 'subscriptions')
        ) as keys (column_name, owner) using (column_name)
        where columns.table_schema = 'public' and columns.table_name <> keys.owner
          and not exists (select from pg_constraint where conname = columns.table_name || '_' || columns.column_name)
    loop
        execute format(
            'alter table %I add constraint %I foreign key (%I) references %I (%I) %s', one.table_name, one.table_name || '_' || one.column_name,
            one.column_name, one.owner, one.column_name, case when one.is_late then 'deferrable initially deferred' else '' end
        );
    end loop;
end $$;
