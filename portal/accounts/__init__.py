"""Staff: who they are, what office they hold and until when, and their sessions."""
