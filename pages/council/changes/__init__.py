"""What the page of changes is made of: its two days, and tables of what changed between them."""
