"""Work that outlives a request: rows in an outbox are the truth, huey only triggers them."""
