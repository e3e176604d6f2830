"""A terminal's session: modes, questions, the commands that are no configuration."""
