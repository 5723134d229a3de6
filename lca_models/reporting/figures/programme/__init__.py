"""Charts of a programme of declarations: tidy table -> Axes."""
