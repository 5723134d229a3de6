"""Versions of the factors: proposed, reviewed, released, and what they move."""
