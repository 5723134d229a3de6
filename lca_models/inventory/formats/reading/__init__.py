"""A module for each format of a file of others: `read(path)` gives its databases, whatever is wrong as one line."""
