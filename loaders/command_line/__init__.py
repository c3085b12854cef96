"""The dashboard's work without the browser: commands come in, lines or JSON and an exit code go out."""
