"""What the tests of the switch share."""
