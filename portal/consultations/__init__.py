"""Consultation rounds: the public speaks about candidates for State honours inside a lawful window, and is heard."""
