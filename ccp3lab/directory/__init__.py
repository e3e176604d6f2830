"""What every directory is made of, whoever serves it: names and objects. Pure."""
