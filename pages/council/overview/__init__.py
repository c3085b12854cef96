"""What the overview is made of: its search, and its goals by theme or in another order."""
