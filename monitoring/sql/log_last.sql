-- For removal/log_rows.sql.
set variable last = $last::bigint;
