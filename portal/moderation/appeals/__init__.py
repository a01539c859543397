"""Writers who ask for another look at a decision: someone else looks, and says why it stands or falls."""
