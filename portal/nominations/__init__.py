"""What residents send in: drafts, nominations, messages, receipts."""
