"""Configuration lines that are more than a plain line, one file a theme."""
