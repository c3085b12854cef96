-- Nothing here is ever updated or deleted. Keys are made in Python: the same SQL runs where there are no sequences.
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
    note varchar not null
);

create table if not exists observations (
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

create table if not exists progress (
    upload_id varchar not null,
    item varchar not null,
    year integer not null,
    state varchar not null,
    completed_on date,
    comment varchar not null,
    sheet varchar not null,
    cell varchar not null
);

create table if not exists evaluations (
    upload_id varchar not null,
    goal varchar not null,
    year integer not null,
    text varchar not null,
    proposal varchar not null,
    sheet varchar not null,
    cell varchar not null
);

create table if not exists withdrawals (
    upload_id varchar not null,
    withdrawn_by varchar not null,
    withdrawn_at timestamp not null, -- UTC
    reason varchar not null
);

-- How the figures of a unit's own table become figures of its indicators. A changed recipe is a new row that `replaces` the older one.
create table if not exists recipes (
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

create table if not exists recipe_removals (
    recipe_id varchar not null,
    removed_by varchar not null,
    removed_at timestamp not null -- UTC
);

-- Which recipes read an upload's tables.
create table if not exists upload_recipes (
    upload_id varchar not null,
    recipe_id varchar not null
);

-- Until when the figures of a year are asked for. A later row of the same year replaces the one before.
create table if not exists round_deadlines (
    programme varchar not null,
    year integer not null,
    deadline date not null,
    set_by varchar not null,
    set_at timestamp not null -- UTC
);
