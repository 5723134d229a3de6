"""Inventories of other people: imported, and every new process prepared for a calculation and for a Monte Carlo."""
