"""What the page of deliveries is made of: the list, a delivery's history, its withdrawal."""
