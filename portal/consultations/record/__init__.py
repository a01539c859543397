"""The record of moderation: the log that staff search and count, and the monthly figures for everybody."""
