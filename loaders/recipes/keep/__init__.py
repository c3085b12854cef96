"""Recipes in the store: kept, replaced and deleted, with the copy of the cells that they read."""
