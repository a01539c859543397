"""Staff sign in, and look after their own account."""
