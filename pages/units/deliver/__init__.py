"""What the page for handing in is made of: the files that are pending, questions about their tables, the preview, the receipt."""
