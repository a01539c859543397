"""Signs that one hand wrote many opinions: shown to people, who decide; nothing is removed."""
