"""Indicators as functions of numbers: nothing here knows of a registry."""
