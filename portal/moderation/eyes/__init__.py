"""Four eyes: who must stand back, what needs a second person, what is looked at again, and how often people agree."""
