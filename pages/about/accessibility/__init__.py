"""What the accessibility statement says that is not the same for every municipality."""
