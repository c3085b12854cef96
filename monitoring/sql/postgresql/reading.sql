-- All that this transaction asks is answered from one state, and nothing is written.
set transaction isolation level repeatable read, read only;
