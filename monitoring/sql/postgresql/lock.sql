-- One at a time writes, in all processes of all machines; the number stands for the store. Ends with the transaction.
select pg_advisory_xact_lock(1836019305);
