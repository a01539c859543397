"""Canned replies: sentences that moderators send often, with blanks that are filled in for each item."""
