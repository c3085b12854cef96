"""The parts of the accessibility statement that differ between municipalities."""
