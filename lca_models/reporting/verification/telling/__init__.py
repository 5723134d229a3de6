"""What a verification says: on a terminal, to programs, as a report of Word and its PDF."""
