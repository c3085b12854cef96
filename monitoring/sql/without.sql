-- From here on this connection's views say what would hold if that upload were withdrawn.
set variable without = $upload_id::varchar;
