"""What may be shown of several companies together, so that nobody learns of one."""
