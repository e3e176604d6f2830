"""SSH, SCP and the console: bytes in, bytes out; the session knows nothing of them."""
