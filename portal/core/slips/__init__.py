"""Slips: what somebody typed into a form that was not right yet, kept until they have put it right."""
