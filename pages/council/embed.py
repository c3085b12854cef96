"""One chart or one theme inside another site's page: nothing of the frame, and the way to the goal's own page."""

from pages.shared import embedding, session

standing = session.at_year()
indicator, theme = embedding.asked(standing)

if indicator is not None:
    embedding.indicator(indicator)
elif theme is not None:
    embedding.theme(theme, standing)
else:
    embedding.nothing()
