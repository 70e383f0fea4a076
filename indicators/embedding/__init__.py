"""A chart on the pages of others: its own page for a frame, the snippets to copy, and oEmbed."""
