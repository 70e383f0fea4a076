"""Whether what is recorded is what the articles say: claims, where they come from, and their checks."""
