"""What a verifier asks that shows only beside other sheets, or in what a sheet says of itself in two places."""
