"""Suggestions for a unit's own table: a table comes in, a draft of a recipe and the open questions go out."""
