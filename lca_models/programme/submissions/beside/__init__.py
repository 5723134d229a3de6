"""What shows only where submissions of several makers lie side by side."""
