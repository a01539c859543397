"""Claims, decisions, reasons, redactions and flags, on anything, known by table and id."""
