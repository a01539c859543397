"""The desk: what residents sent in is read, checked, and made into stories."""
