"""Rules that look at a product: its electricity, certificates, ways, and the energy that it delivers."""
