"""Who may see and do what, as one table that every route reads."""
