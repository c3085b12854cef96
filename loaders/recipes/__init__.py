"""What a unit's own tables mean, kept once it was said: tables come in, figures of indicators go out, each with its cells."""
