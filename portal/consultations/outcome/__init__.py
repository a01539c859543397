"""What came of a round: the frozen ledger, the points people made, the Board's answers."""
