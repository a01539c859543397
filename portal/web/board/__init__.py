"""The Board's desk: what the law asks, which days are worked, and later its rounds."""
