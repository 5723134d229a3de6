"""How the tables of a registry came to be, step by step; a registry is made by the same steps."""
