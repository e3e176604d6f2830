"""What the commands do, without the command line: each operation takes an instance from one state to another."""
