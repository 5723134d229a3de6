"""Errors and frauds that are planted in clean sheets: what each kind does to a document."""
