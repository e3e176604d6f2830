"""The command line's grammar: patterns -> one trie per mode; parsing, abbreviation, `?` and Tab all walk it."""
