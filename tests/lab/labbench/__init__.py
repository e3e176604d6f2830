"""What tests on real devices share: a checkout with its folder of instances, a learner's seat, a person's terminal."""
