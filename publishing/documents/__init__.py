"""What is shown, as documents to take into a meeting: slides, an accessible PDF, a workbook with charts, the minutes.

In: a Standing, the chosen indicators, Words, an Edition (date, the data's version, the example banner). Out: bytes of a file.
`content` says what stands in them, for every kind of file; `slides`, `pdf` and `workbook` only set it. `minutes` tells what was decided.
"""
