"""What IOS-like command lines print, read into typed values. Strict: what is not the expected table is Unreadable."""
