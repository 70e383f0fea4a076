"""The machine interface: what is published, as JSON and CSV under /api/v1/, for other systems (decision 12)."""
