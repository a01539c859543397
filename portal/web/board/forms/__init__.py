"""Forms of the Board's pages."""
