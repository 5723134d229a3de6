"""The command `lca-models programme`: a registry of declarations at the shell of its host."""
