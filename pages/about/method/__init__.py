"""What the page Method is made of: the rules in words, each with its example."""
