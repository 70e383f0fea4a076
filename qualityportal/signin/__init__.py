"""Signing in to the admin: lock-outs, the end of idle sessions, the second factor."""
