"""Benchmarks against other programs: `python -m bench` (or make bench) prints a table and writes it to results/."""
