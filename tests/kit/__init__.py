"""What tests share: fakes, and verbs that read like sentences."""
