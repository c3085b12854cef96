"""What a unit's own table seems to mean: a table comes in, a draft of a recipe and what is still to be asked go out."""
