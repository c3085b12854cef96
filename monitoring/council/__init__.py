"""What the council itself says: its meetings, its decisions with their history, the targets that it sets.

In: a Store, a Catalogue. Out: frozen values as of now or of a moment. Everything is added, nothing is overwritten.
"""
