"""The example data: made from its story, sheet by sheet, and taken in as any other delivery into a store of its own."""
