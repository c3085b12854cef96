-- Nothing here is ever updated or deleted but by the files of removal/, for what may not be kept. Keys are made in Python: the same SQL runs where
-- there are no sequences. Every row has the number of the commit that stored it; those of a store of version 1 have none.
create table if not exists uploads (
    upload_id varchar not null,
    programme varchar not null,
    unit varchar not null,
    file_name varchar not null,
    sha256 varchar not null,
    content blob not null,
    layout varchar not null,
    uploaded_by varchar not null,
    uploaded_at timestamp not null, -- UTC
    note varchar not null,
    commit_number bigint
);

-- One component's value in one period and one set of dimensions, as a cell or several of an upload stated it.
create table if not exists figures (
    upload_id varchar not null,
    indicator varchar not null,
    period varchar not null,     -- SDMX time period: 2021, 2021-Q2, 2021-05
    year integer not null,
    component varchar not null,
    dimensions varchar not null, -- canonical JSON, {} the total: see monitoring/dimensions.py
    value double,
    status varchar not null,     -- SDMX observation status: A, P, E, M
    comment varchar not null,
    sheet varchar not null,
    cell varchar not null,
    commit_number bigint
);

create table if not exists progress (
    upload_id varchar not null,
    item varchar not null,
    year integer not null,
    state varchar not null,
    completed_on date,
    comment varchar not null,
    sheet varchar not null,
    cell varchar not null,
    commit_number bigint
);

create table if not exists evaluations (
    upload_id varchar not null,
    goal varchar not null,
    year integer not null,
    text varchar not null,
    proposal varchar not null,
    sheet varchar not null,
    cell varchar not null,
    commit_number bigint
);

create table if not exists withdrawals (
    upload_id varchar not null,
    withdrawn_by varchar not null,
    withdrawn_at timestamp not null, -- UTC
    reason varchar not null,
    commit_number bigint
);

-- How the figures of a table of a unit become figures of its indicators. A changed recipe is a new row that `replaces` the older one.
create table if not exists recipes (
    recipe_id varchar not null,
    programme varchar not null,
    unit varchar not null,
    name varchar not null,
    fingerprint varchar not null,   -- the layout's headings, one a line
    recipe varchar not null,        -- JSON
    replaces varchar,
    kept_by varchar not null,
    kept_at timestamp not null,     -- UTC
    commit_number bigint
);

create table if not exists recipe_removals (
    recipe_id varchar not null,
    removed_by varchar not null,
    removed_at timestamp not null, -- UTC
    commit_number bigint
);

-- Which recipes read an upload's tables.
create table if not exists upload_recipes (
    upload_id varchar not null,
    recipe_id varchar not null,
    commit_number bigint
);

-- Until when the figures of a year are asked for. A later row of the same year replaces the one before.
create table if not exists round_deadlines (
    programme varchar not null,
    year integer not null,
    deadline date not null,
    set_by varchar not null,
    set_at timestamp not null, -- UTC
    commit_number bigint
);

-- A meeting of the council. Each change is a new row of the same meeting, and the newest one holds.
create table if not exists meetings (
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
    written_at timestamp not null,  -- UTC
    commit_number bigint
);

-- The wordings of meetings in which council members may write down decisions and targets themselves.
create table if not exists meetings_for_members (
    meeting_id varchar not null,
    written_at timestamp not null,  -- UTC: the wording's
    commit_number bigint
);

-- What the council agreed or noted about a goal. Each new wording or state is a new row of the same decision, and the newest one holds.
create table if not exists decisions (
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
    written_at timestamp not null,  -- UTC
    commit_number bigint
);

-- Targets that the council set after the programme was written. The newest of an indicator holds; an empty rule gives the programme's back.
create table if not exists targets (
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
    set_at timestamp not null,      -- UTC
    commit_number bigint
);

-- What was done, tried or refused: a row comes in the same transaction as what it tells. Its hash lies in log_hashes, so that a row without its
-- hash and a hash without its row both show; see monitoring/trust/log.py. Only rows that are too old are taken out, the oldest first.
create table if not exists log (
    number bigint not null,         -- from 1, without gaps
    previous varchar not null,      -- the hash of the row before; empty in the first
    logged_at timestamp not null,   -- UTC
    person varchar not null,        -- of log_people
    roles varchar not null,         -- that the person had then, with a space between
    event varchar not null,
    kind varchar not null,          -- of what it is about: upload, recipe, year, meeting …
    about varchar not null,         -- which one
    outcome varchar not null,
    session varchar not null,       -- SHA-256 of the session's id, or empty
    commit_number bigint
);

create table if not exists log_hashes (
    number bigint not null,
    hash varchar not null,          -- SHA-256 of the row, with the hash before in it
    commit_number bigint
);

-- Who is meant by `person`: the SHA-256 of the other columns. Where somebody was made anonymous the other columns are empty.
create table if not exists log_people (
    person varchar not null,
    salt varchar not null,
    subject varchar not null,       -- the identity provider's key of the person, or the system's user
    name varchar not null,
    email varchar not null,
    address varchar not null,       -- where the request came from
    commit_number bigint
);

-- Roles given on the dashboard; more are in the mapping file (MONITORING_ROLES). What is given holds until a row of role_ends names it.
create table if not exists roles (
    role_id varchar not null,
    kind varchar not null,          -- to whom: email, group
    given_to varchar not null,      -- an address in small letters, or a value of the provider's claim
    role varchar not null,
    unit varchar not null,          -- a coordinator's; empty for all
    given_by varchar not null,
    given_at timestamp not null,    -- UTC
    commit_number bigint
);

create table if not exists role_ends (
    role_id varchar not null,
    ended_by varchar not null,
    ended_at timestamp not null,    -- UTC
    commit_number bigint
);

-- Who is signed in. Sessions that are over are removed when the next one begins; the log tells of them.
create table if not exists sessions (
    session varchar not null,       -- SHA-256 of the id in the browser's cookie
    subject varchar not null,
    name varchar not null,
    email varchar not null,
    groups varchar not null,        -- JSON: the values of the provider's claim
    began_at timestamp not null,    -- UTC
    commit_number bigint
);

create table if not exists session_uses (
    session varchar not null,
    used_at timestamp not null,     -- UTC
    commit_number bigint
);

create table if not exists session_ends (
    session varchar not null,
    ended_at timestamp not null,    -- UTC
    reason varchar not null,        -- sign-out, everywhere
    commit_number bigint
);

-- How meetings were held, for those of their wordings that say it.
create table if not exists meeting_records (
    meeting_id varchar not null,
    written_at timestamp not null,  -- UTC: the wording's
    place varchar not null,
    opened_at varchar not null,     -- HH:MM, or empty
    closed_at varchar not null,
    chair varchar not null,
    secretary varchar not null,
    others varchar not null,        -- a name a line: present without being a member
    checkers varchar not null,      -- a name a line: who checks the minutes
    members integer not null,       -- of the council in all; 0 where it was not said
    first_section integer not null, -- the number of the minutes' first section
    commit_number bigint
);

-- Whom in a unit reminders go to. Where a contact has ended its name and address are removed at once: see removal/contacts.sql.
create table if not exists contacts (
    contact_id varchar not null,
    programme varchar not null,
    unit varchar not null,
    name varchar not null,
    email varchar not null,
    language varchar not null,
    added_by varchar not null,
    added_at timestamp not null,    -- UTC
    commit_number bigint
);

create table if not exists contact_ends (
    contact_id varchar not null,
    ended_by varchar not null,
    ended_at timestamp not null,    -- UTC
    commit_number bigint
);

-- A mail that is to be sent: the row comes before the sending. To whom is said by the contact's id, never by an address.
create table if not exists mails (
    mail_id varchar not null,
    programme varchar not null,
    kind varchar not null,          -- reminder
    unit varchar not null,
    year integer not null,
    contact_id varchar not null,
    language varchar not null,
    subject varchar not null,
    body varchar not null,
    sent_by varchar not null,
    sent_at timestamp not null,     -- UTC
    commit_number bigint
);

-- How the sending of a mail went; without a row nobody knows.
create table if not exists mail_outcomes (
    mail_id varchar not null,
    outcome varchar not null,       -- see monitoring/mails.py
    finished_at timestamp not null, -- UTC
    commit_number bigint
);

-- Who asked for a digest by mail. It is sent once the address is confirmed, until it has ended; then the address is removed: see
-- removal/subscriptions.sql.
create table if not exists subscriptions (
    subscription_id varchar not null,
    programme varchar not null,
    email varchar not null,
    language varchar not null,
    about varchar not null,         -- a goal, a theme, or empty for all
    asked_at timestamp not null,    -- UTC
    commit_number bigint
);

create table if not exists subscription_confirmations (
    subscription_id varchar not null,
    confirmed_at timestamp not null, -- UTC
    commit_number bigint
);

create table if not exists subscription_ends (
    subscription_id varchar not null,
    ended_at timestamp not null,    -- UTC
    commit_number bigint
);

-- What the links in a subscription's mails are known by.
create table if not exists subscription_links (
    subscription_id varchar not null,
    link varchar not null,          -- SHA-256 of what the address holds
    commit_number bigint
);

-- Up to when a subscription has been told.
create table if not exists digests (
    subscription_id varchar not null,
    until timestamp not null,       -- UTC
    outcome varchar not null,       -- see mail_outcomes
    commit_number bigint
);

-- The texts of decisions' wordings by language, where it is known: the one in `decisions` too.
create table if not exists decision_texts (
    decision_id varchar not null,
    written_at timestamp not null,  -- UTC: the wording's
    language varchar not null,
    text varchar not null,
    commit_number bigint
);

-- A unit's words about a goal and a year by language: those of the form's evaluation with the language that the unit says they are in, and the same in
-- others. The newest of a language holds.
create table if not exists evaluation_texts (
    upload_id varchar not null,     -- that the evaluation came with
    goal varchar not null,
    year integer not null,
    language varchar not null,
    text varchar not null,
    proposal varchar not null,
    written_by varchar not null,
    written_at timestamp not null,  -- UTC
    commit_number bigint
);

-- The reasons of the council's targets by language, where it is known: the one in `targets` too.
create table if not exists target_reasons (
    programme varchar not null,
    indicator varchar not null,
    set_at timestamp not null,      -- UTC: the target's
    language varchar not null,
    reason varchar not null,
    commit_number bigint
);

-- In which language a note on a figure or a state is, where the form that it was written into says it.
create table if not exists note_languages (
    upload_id varchar not null,
    sheet varchar not null,
    cell varchar not null,           -- of the figure or the state
    language varchar not null,
    commit_number bigint
);

-- The comments on decisions' wordings by language, where it is known: the one in `decisions` too.
create table if not exists decision_comments (
    decision_id varchar not null,
    written_at timestamp not null,  -- UTC: the wording's
    language varchar not null,
    comment varchar not null,
    commit_number bigint
);

-- The names of meetings by language, where it is known: the one in `meetings` too.
create table if not exists meeting_titles (
    meeting_id varchar not null,
    written_at timestamp not null,  -- UTC: the wording's
    language varchar not null,
    title varchar not null,
    commit_number bigint
);

-- The notes on deliveries by language, where it is known: the one in `uploads` too.
create table if not exists upload_notes (
    upload_id varchar not null,
    language varchar not null,
    note varchar not null,
    commit_number bigint
);

-- The reasons of withdrawals by language, where it is known: the one in `withdrawals` too.
create table if not exists withdrawal_reasons (
    upload_id varchar not null,
    language varchar not null,
    reason varchar not null,
    commit_number bigint
);

-- One row for each transaction that stored something, written in it.
create table if not exists commits (
    commit_number bigint not null,   -- from 1, without gaps
    commit_id varchar not null,      -- random: a store that went on differently after the same number has another
    committed_at timestamp not null, -- UTC; later than that of the commit before, whatever the clock says
    appended varchar not null,       -- the tables that rows were added to, with a space between
    rewritten varchar not null       -- the tables in which a file of removal/ removed or changed rows
);

-- The version of these tables, a row for each that the store had; the highest holds.
create table if not exists schema_versions (
    version integer not null,
    set_at timestamp not null,       -- UTC
    commit_number bigint
);
