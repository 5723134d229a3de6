"""A synthetic pilot with planted errors, and which of them are found."""
