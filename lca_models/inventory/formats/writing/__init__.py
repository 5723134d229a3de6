"""A module for each form of a file for other tools: `write(contents)` gives its bytes and what it cannot hold."""
