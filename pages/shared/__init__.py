"""What the pages share: the reader's language and year, the state of the store, tables, cards, filters, notices."""
