"""Candidates of a round: one nominee, put up for one honour, by one organisation."""
