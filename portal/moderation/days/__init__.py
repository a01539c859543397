"""A moderator's own day: what was decided and how long it took. Private to the person; the lead sees sums over several."""
