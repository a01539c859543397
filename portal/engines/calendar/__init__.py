"""Working days and lawful windows, counted by a calendar that is handed in."""
