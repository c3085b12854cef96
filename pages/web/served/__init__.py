"""What goes out before any script runs, to search engines, programs that preview a shared link, and whoever has no browser: Streamlit's one page,
with the language, the title and a sentence of the page that was asked for. `middleware.Served` is what the application takes."""
