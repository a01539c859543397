"""What many opinions say together: counted, grouped, never judged."""
