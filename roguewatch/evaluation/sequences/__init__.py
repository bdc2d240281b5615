"""Labelled sequences of tokens, and who is asked about them."""
