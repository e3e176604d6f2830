"""Connection plugins of Nornir that the project brings."""
