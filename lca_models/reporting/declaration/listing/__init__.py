"""What of the inventory goes into a bundle: the data sheet with its documents, rows, parameters, sources and databases."""
