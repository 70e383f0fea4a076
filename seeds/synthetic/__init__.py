"""A synthetic country for load tests: planned from a seed alone, written in bulk, removed without a trace."""
