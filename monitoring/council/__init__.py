"""What the council itself says: its meetings, its decisions with their history, the targets that it sets.

In: a Store, a Catalogue. Out: frozen values that hold now or held at a moment. Everything is added, nothing is overwritten.
"""
