"""A printer without ink: what CUPS prints lies in a tray, where one can see who printed what."""
