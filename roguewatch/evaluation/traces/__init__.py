"""Labelled recordings of agents that were led astray: read, held out, and judged."""
