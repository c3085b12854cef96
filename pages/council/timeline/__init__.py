"""What the timeline page is made of: the programme's map and the table over the years."""
