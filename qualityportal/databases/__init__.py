"""One primary that is written to, and replicas that public pages may be read from."""
