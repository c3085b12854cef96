"""What the page about following the changes is made of."""
