"""A recipe applied to a table: figures with their cells come out, and findings where a rule finds nothing."""
