"""The end of a shift: what is left to do, written for whoever comes next."""
