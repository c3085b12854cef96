-- The database and its three users, once, by the server's administrator:
--     sudo -u postgres psql -f deploy/postgresql/roles.sql
-- Then their passwords (\password monitoring_owner …), and as the owner the tables:
--     MONITORING_STORE=postgresql://monitoring_owner@host/monitoring .venv/bin/python -m monitoring migrate
-- The owner makes and changes the tables, restores, and removes what may not be kept; the dashboard adds and reads; the public's copy reads what is
-- not about people. Run `migrate` again after each update: it gives the rights for new tables.
create role monitoring_owner login;
create role monitoring_app login;
create role monitoring_public login;
create database monitoring owner monitoring_owner encoding 'UTF8' template template0;
\connect monitoring
revoke all on schema public from public;
grant usage on schema public to monitoring_app, monitoring_public;
grant all on schema public to monitoring_owner;
revoke temporary on database monitoring from public;
alter role monitoring_app set timezone to 'UTC';
alter role monitoring_owner set timezone to 'UTC';
alter role monitoring_public set timezone to 'UTC';
alter role monitoring_public set default_transaction_read_only to on;
