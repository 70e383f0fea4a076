"""Finds every figure of an official article and says what it understood of it. Begin at `reader`."""
