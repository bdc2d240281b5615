"""Streams of labelled network edges, and who is asked about them."""
