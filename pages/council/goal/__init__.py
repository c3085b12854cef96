"""What a goal's page is made of: why the goal matters, its indicators, its actions, the way to other goals."""
