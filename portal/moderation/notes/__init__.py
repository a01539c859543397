"""Internal notes on anything at the desk, and whom they mention. Never public, in no export for the public."""
