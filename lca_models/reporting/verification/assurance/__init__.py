"""What a verification concludes: what is material, what to look at, findings over time, the opinion."""
