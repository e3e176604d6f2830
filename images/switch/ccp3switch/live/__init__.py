"""What runs now: carrier, counters, learned addresses; read on demand."""
