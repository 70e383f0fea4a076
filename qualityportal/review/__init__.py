"""Review: what waits for a program or a source, as the public would see it, and the decision on it."""
