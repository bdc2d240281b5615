"""What is no action event: refused, kept word for word, and sent once more."""
