"""What the page of recipes is made of: the list of recipes, and their change and deletion."""
