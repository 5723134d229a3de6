"""Work in the background: queue, leases, workers."""
