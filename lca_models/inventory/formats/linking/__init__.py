"""What stands for an input of a file: exactly, by what a person said, by the table of this kit, by its category."""
