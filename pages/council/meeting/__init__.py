"""What a meeting on the screen is made of: its slides, what moves them, the forms for decisions and targets."""
