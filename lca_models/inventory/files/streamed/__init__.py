"""How a file is kept that arrives in parts and has its name from what it holds."""
