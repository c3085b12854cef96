"""What a meeting on the screen is made of: its slides, its keys, and the forms for decisions."""
