"""What the `portal` command does, by subject."""
