"""A declaration on its way: states, assignment, findings, opinion, publication."""
