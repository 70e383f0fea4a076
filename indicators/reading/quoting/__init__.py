"""What a pasted text says of figures that the portal holds. Plain Python, no Django."""
