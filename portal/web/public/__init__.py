"""Pages that anyone may read, and the forms that residents fill in."""
