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
