"""Vietnamese text: tidied, folded, sorted, searched for what should not be public."""
