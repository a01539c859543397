"""What readers report of public things, and what those ask whom they are about: one item for each thing."""
