"""Access lists: what their entries say, how IOS writes them. Pure."""
