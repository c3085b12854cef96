"""What the secretary's page is made of: the form for a new meeting, its agenda, its frozen material, its files."""
