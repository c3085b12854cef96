"""The form of a unit: what it looks like, how it is written, recognised, read and filled in."""
