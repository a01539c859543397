"""Invented people and deeds that show every part of the portal. Nothing here runs outside demo mode."""
