"""A condition in words, in Swedish or English: one writer, and the phrases of each language."""
