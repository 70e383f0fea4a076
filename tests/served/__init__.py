"""What needs a running server with several requests at once; on SQLite only."""
