"""Parts of the page for handing in: the files that are pending and what was found in them, a unit's own tables and the questions about them, the
acceptance with its receipt."""
