"""Finished pages, kept for as long as the data stand still: version, triggers that move it, pages by it."""
