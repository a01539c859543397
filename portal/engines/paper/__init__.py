"""Papers as PDF, laid out as Vietnamese administrative documents are."""
