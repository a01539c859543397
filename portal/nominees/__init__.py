"""Whom it is about: one person or collective, merged from many testimonies; their consent."""
