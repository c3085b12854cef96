-- From here on this connection's views say what held at that moment (UTC).
set variable as_of = $as_of::timestamp;
