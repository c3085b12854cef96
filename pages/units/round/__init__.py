"""What the page of a reporting round is made of: its deadline, who has delivered, the reminder."""
