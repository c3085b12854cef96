"""The open data over HTTP: read-only, beside the pages. `routes.ROUTES` is what the application takes; publishing.open_data makes the tables."""
