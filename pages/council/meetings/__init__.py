"""What the secretary's page is made of: the list with the form for a new meeting, a meeting's record, its material."""
