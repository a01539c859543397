"""Honours, legal instruments and the calendar of working days: dated rows that the Board edits, never code."""
