"""Rules of a verification: their words in `rules.csv`, their limits in `limits.csv`, and what looks for each."""
