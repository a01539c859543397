"""The ground floor: what knows no domain."""
