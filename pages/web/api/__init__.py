"""Open data over HTTP: read-only, beside the pages. `routes.ROUTES` are what the application takes; monitoring.opendata has what is in it."""
