"""A file that nobody should trust: its bytes come in, a Workbook of plain cells goes out, or a refusal that says why in words."""
