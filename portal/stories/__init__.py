"""What the public reads."""
