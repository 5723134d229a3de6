"""Versions of the factors as people see them: all of them, and one with its rows, what was said of them and what it moves."""
