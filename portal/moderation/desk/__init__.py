"""The one list of everything that waits for the desk, whatever its kind."""
