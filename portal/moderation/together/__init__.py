"""Several things of the desk in one act: each by itself, in a unit of work of its own, with a line of its own in the trail."""
