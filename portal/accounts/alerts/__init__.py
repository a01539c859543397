"""Letters to staff that work waits: at the pace each chose, never in their quiet hours."""
