"""What the configuration says, read once for the desired state and the show commands. Pure, one file a theme."""
