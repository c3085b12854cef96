-- A store as it was made before a figure had dimensions: its tables then, and what was delivered to it.

create table uploads (
    upload_id varchar not null,
    programme varchar not null,
    unit varchar not null,
    file_name varchar not null,
    sha256 varchar not null,
    content blob not null,
    layout varchar not null,
    uploaded_by varchar not null,
    uploaded_at timestamp not null, -- UTC
    note varchar not null
);

create table observations (
    upload_id varchar not null,
    indicator varchar not null,
    period varchar not null,    -- SDMX time period: 2021, 2021-Q2, 2021-05
    year integer not null,
    component varchar not null,
    area varchar not null,
    category varchar not null,
    value double,
    status varchar not null,    -- SDMX observation status: A, P, E, M
    comment varchar not null,
    sheet varchar not null,
    cell varchar not null
);

create table progress (
    upload_id varchar not null,
    item varchar not null,
    year integer not null,
    state varchar not null,
    completed_on date,
    comment varchar not null,
    sheet varchar not null,
    cell varchar not null
);

create table evaluations (
    upload_id varchar not null,
    goal varchar not null,
    year integer not null,
    text varchar not null,
    proposal varchar not null,
    sheet varchar not null,
    cell varchar not null
);

create table withdrawals (
    upload_id varchar not null,
    withdrawn_by varchar not null,
    withdrawn_at timestamp not null, -- UTC
    reason varchar not null
);

create table recipes (
    recipe_id varchar not null,
    programme varchar not null,
    unit varchar not null,
    name varchar not null,
    fingerprint varchar not null,   -- the layout's headings, one a line
    recipe varchar not null,        -- JSON
    replaces varchar,
    kept_by varchar not null,
    kept_at timestamp not null      -- UTC
);

create table recipe_removals (
    recipe_id varchar not null,
    removed_by varchar not null,
    removed_at timestamp not null -- UTC
);

create table upload_recipes (
    upload_id varchar not null,
    recipe_id varchar not null
);

create table round_deadlines (
    programme varchar not null,
    year integer not null,
    deadline date not null,
    set_by varchar not null,
    set_at timestamp not null -- UTC
);

create table meetings (
    meeting_id varchar not null,
    programme varchar not null,
    title varchar not null,
    held_on date not null,
    year integer not null,
    agenda varchar not null,        -- JSON: goals' codes in the order of the meeting
    as_of timestamp not null,       -- UTC: the moment whose data the meeting looks at
    state varchar not null,         -- prepared, closed, cancelled
    present varchar not null,
    written_by varchar not null,
    written_at timestamp not null   -- UTC
);

create table decisions (
    decision_id varchar not null,
    programme varchar not null,
    goal varchar not null,
    kind varchar not null,          -- agreed, noted
    text varchar not null,
    responsible varchar not null,
    due date,
    state varchar not null,         -- open, done, dropped
    comment varchar not null,
    meeting_id varchar not null,    -- the meeting that it was written in, or empty
    written_by varchar not null,
    written_at timestamp not null   -- UTC
);

create table targets (
    programme varchar not null,
    indicator varchar not null,
    rule varchar not null,
    direction varchar,
    value double,
    from_year integer not null,     -- the first reporting year that it is applied to
    by_year integer,
    reason varchar not null,
    meeting_id varchar not null,
    set_by varchar not null,
    set_at timestamp not null       -- UTC
);

insert into uploads values ('upload-1', 'harbour-2020-2023', 'port', 'form-1.xlsx', 'sha-1', 'form'::blob, 'form', 'Clerk', '2023-01-11 08:00:00', '');

insert into observations values
    ('upload-1', 'BOA1.1', '2020', 2020, 'value', '', '', 4, 'A', '', 'Figures', 'E5'),
    ('upload-1', 'BOA1.1', '2021', 2021, 'value', '', '', 100, 'A', 'Counted anew', 'Figures', 'E5'),
    ('upload-1', 'STR1.2', '2020', 2020, 'value', '', '', 150, 'E', '', 'Figures', 'E5'),
    ('upload-1', 'STR2.2', '2020', 2020, 'part', '', '', 3, 'A', '', 'Figures', 'E5'),
    ('upload-1', 'STR2.2', '2020', 2020, 'whole', '', '', 40, 'A', '', 'Figures', 'E5'),
    ('upload-1', 'BOA2.1', '2020', 2020, 'mean', '', '', 3.5, 'A', '', 'Figures', 'E5'),
    ('upload-1', 'BOA2.1', '2020', 2020, 'respondents', '', '', 40, 'A', '', 'Figures', 'E5'),
    ('upload-1', 'BOA1.1', '2022', 2022, 'value', '', '', null, 'M', 'Not counted', 'Figures', 'E5');

insert into uploads values ('upload-2', 'harbour-2020-2023', 'port', 'form-2.xlsx', 'sha-2', 'form'::blob, 'form', 'Clerk', '2023-01-12 08:00:00', '');

insert into observations values
    ('upload-2', 'BOA1.1', '2021-01', 2021, 'value', '', '', 1, 'A', '', 'Figures', 'E5'),
    ('upload-2', 'BOA1.1', '2021-02', 2021, 'value', '', '', 2, 'A', '', 'Figures', 'E5'),
    ('upload-2', 'BOA1.1', '2021-03', 2021, 'value', '', '', 3, 'A', '', 'Figures', 'E5'),
    ('upload-2', 'BOA1.1', '2021-04', 2021, 'value', '', '', 4, 'A', '', 'Figures', 'E5'),
    ('upload-2', 'BOA1.1', '2021-05', 2021, 'value', '', '', 5, 'A', '', 'Figures', 'E5'),
    ('upload-2', 'BOA1.1', '2021-06', 2021, 'value', '', '', 6, 'A', '', 'Figures', 'E5'),
    ('upload-2', 'STR1.2', '2021-02', 2021, 'value', '', '', 140.0, 'A', '', 'Figures', 'E5'),
    ('upload-2', 'STR1.2', '2021-05', 2021, 'value', '', '', 138.5, 'A', '', 'Figures', 'E5'),
    ('upload-2', 'STR2.2', '2021-Q1', 2021, 'part', '', '', 1, 'A', '', 'Figures', 'E5'),
    ('upload-2', 'STR2.2', '2021-Q1', 2021, 'whole', '', '', 10, 'A', '', 'Figures', 'E5'),
    ('upload-2', 'STR2.2', '2021-Q2', 2021, 'part', '', '', 9, 'A', '', 'Figures', 'E5'),
    ('upload-2', 'STR2.2', '2021-Q2', 2021, 'whole', '', '', 30, 'A', '', 'Figures', 'E5');

insert into uploads values ('upload-3', 'harbour-2020-2023', 'port', 'form-3.xlsx', 'sha-3', 'form'::blob, 'form', 'Clerk', '2023-01-13 08:00:00', '');

insert into observations values
    ('upload-3', 'SAY1.1', '2020', 2020, 'value', 'North', 'fi', 10, 'A', '', 'Distributions', 'E5'),
    ('upload-3', 'SAY1.1', '2020', 2020, 'value', 'North', 'sv', 10, 'A', '', 'Distributions', 'E5'),
    ('upload-3', 'SAY1.1', '2020', 2020, 'value', 'South', 'fi', 5, 'A', '', 'Distributions', 'E5'),
    ('upload-3', 'SAY1.1', '2020', 2020, 'value', 'South', 'other "than" these', 0, 'A', '', 'Distributions', 'E5'),
    ('upload-3', 'SAY1.1', '2021-Q1', 2021, 'value', 'North', 'fi', 9, 'A', '', 'Distributions', 'E5'),
    ('upload-3', 'SAY1.1', '2021-Q2', 2021, 'value', 'North', 'fi', 5, 'A', '', 'Distributions', 'E5'),
    ('upload-3', 'SAY1.1', '2021-Q2', 2021, 'value', 'North', 'sv', 5, 'A', '', 'Distributions', 'E5'),
    ('upload-3', 'SAY1.1', '2021-Q2', 2021, 'value', 'Söder / Etelä', 'fi', 2, 'A', 'Moved', 'Distributions', 'E5');

insert into uploads values ('upload-4', 'harbour-2020-2023', 'port', 'form-4.xlsx', 'sha-4', 'form'::blob, 'form', 'Clerk', '2023-01-14 08:00:00', '');

insert into observations values
    ('upload-4', 'BOA1.1', '2020', 2020, 'context', '', 'Unemployment, whole country', 5.5, 'A', 'Statistics Office, CC BY 4.0', 'Figures', 'E5'),
    ('upload-4', 'BOA1.1', '2021-11', 2021, 'context', '', 'Unemployment, whole country', 6.25, 'A', 'Statistics Office, CC BY 4.0', 'Figures', 'E5'),
    ('upload-4', 'SAY1.1', '2021', 2021, 'context', '', 'fi', 12, 'A', '', 'Figures', 'E5');

insert into uploads values ('upload-5', 'harbour-2020-2023', 'port', 'form-5.xlsx', 'sha-5', 'form'::blob, 'form', 'Clerk', '2023-01-15 08:00:00', '');

insert into observations values
    ('upload-5', 'SAY1.1', '2020', 2020, 'value', 'South', 'fi', 7, 'A', '', 'Distributions', 'E5'),
    ('upload-5', 'BOA1.1', '2020', 2020, 'value', '', '', 6, 'A', '', 'Figures', 'E5'),
    ('upload-5', 'BOA1.1', '2020', 2020, 'context', '', 'Unemployment, whole country', 5.75, 'A', '', 'Figures', 'E5'),
    ('upload-5', 'STR2.2', '2020', 2020, 'part', '', '', 5, 'A', '', 'Figures', 'F9');

insert into uploads values ('upload-6', 'harbour-2020-2023', 'port', 'form-6.xlsx', 'sha-6', 'form'::blob, 'form', 'Clerk', '2023-01-16 08:00:00', '');

insert into observations values
    ('upload-6', 'BOA1.1', '2021', 2021, 'value', '', '', 30, 'A', '', 'Figures', 'E5');

insert into progress values
    ('upload-1', 'BOA1.2', 2020, 'not-started', null, '', 'Progress', 'D5'),
    ('upload-2', 'BOA1.2', 2021, 'in-progress', null, 'Begun', 'Progress', 'E5'),
    ('upload-5', 'BOA1.2', 2021, 'done', '2021-09-01', '', 'Progress', 'E5');

insert into evaluations values
    ('upload-1', 'BOA1', 2021, 'Open.', 'More boats.', 'Evaluations', 'D5'),
    ('upload-5', 'BOA1', 2021, 'Open all year.', '', 'Evaluations', 'D5');

insert into withdrawals values
    ('upload-6', 'Clerk', '2023-04-20 08:00:00', 'wrong year'),
    ('upload-5', 'Clerk', '2023-07-29 08:00:00', 'another programme''s');

insert into uploads values ('upload-7', 'another', 'port', 'form-7.xlsx', 'sha-7', 'form'::blob, 'form', 'Clerk', '2023-01-17 08:00:00', '');

insert into observations values
    ('upload-7', 'BOA1.1', '2020', 2020, 'value', '', '', 99, 'A', '', 'Figures', 'E5');
