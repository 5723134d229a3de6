"""The steps, each with its way back; a step that was released never changes."""
