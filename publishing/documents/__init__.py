"""What is shown, as documents to take into a meeting: slides, an accessible PDF, a workbook with charts, the minutes.

In: an AssessedYear, the chosen indicators, Words, an Edition (date, the data's version, the example banner). Out: bytes of a file.
`content` is what they say, for every kind of file; `slides`, `pdf` and `chart_workbook` set it. `minutes` are those of a meeting.
"""
