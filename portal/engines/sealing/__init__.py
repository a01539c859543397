"""Texts and files shut under keys that lie elsewhere."""
