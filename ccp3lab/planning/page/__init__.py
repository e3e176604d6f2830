"""The HTML page of a plan: its maps, drawn to scale, and the tree of its elements."""
