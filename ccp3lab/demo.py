"""The learner that a command means when none is named: a demonstration, not a person."""

DEMO = "demo"
