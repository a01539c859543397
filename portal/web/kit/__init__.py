"""What every audience of the web shares: guard, session, forms, error pages, headers, language."""
