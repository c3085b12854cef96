"""What a unit's own page is made of."""
