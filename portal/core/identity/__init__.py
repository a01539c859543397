"""Who somebody is, by the word of a provider that the Board trusts."""
