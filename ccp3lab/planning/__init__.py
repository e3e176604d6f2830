"""What a plan is asked: what it holds, what is left, who has an address, what differs, and its files. Pure."""
