"""What the page Explore is made of: its filters and its three views."""
