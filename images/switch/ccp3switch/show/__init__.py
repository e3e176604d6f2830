"""Show commands: pure functions from (configuration, live facts) to text."""
