"""Open data over HTTP: read-only, beside the pages. `routes.ROUTES` are what the application takes; publishing.open_data has what is in it."""
