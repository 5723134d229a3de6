"""Rules that look at the plant of a product: its units, months, balances, keys and yields."""
