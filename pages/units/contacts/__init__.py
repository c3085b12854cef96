"""What the page of the units' contacts is made of."""
