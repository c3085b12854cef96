-- Tables that only older versions of this software made. What they hold is read as it is (see views.sql), and nothing is added to them.

-- Figures before they had dimensions; an empty area or category is the total.
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
