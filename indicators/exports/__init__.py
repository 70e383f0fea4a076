"""What leaves the portal for a machine: one definition of a row per resource, and its files."""
