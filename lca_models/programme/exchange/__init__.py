"""Footprints asked for and given, by the PACT interface."""
