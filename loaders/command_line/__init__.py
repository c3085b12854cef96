"""The dashboard's work without the browser: what is asked for comes in, what is said goes out."""
