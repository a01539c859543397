"""Automatic checks of texts at the desk, each a small module with a version; they order and hint, never reject."""
