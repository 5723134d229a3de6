"""The life of a battery: events of a batch, balances, stages from default to actual."""
