"""Recipes, which make figures of indicators of a unit's own tables: suggested, matched with tables, applied, stored."""
