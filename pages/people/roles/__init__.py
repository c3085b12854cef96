"""The parts of the page of roles."""
