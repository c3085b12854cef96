"""One chart or one theme inside another site's page, without the frame, and the link to the goal's own page."""

from pages.shared import embedding, session

assessed = session.at_year()
indicator, theme = embedding.named(assessed)

if indicator is not None:
    embedding.indicator(indicator)
elif theme is not None:
    embedding.theme(theme, assessed)
else:
    embedding.nothing()
