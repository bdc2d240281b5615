"""The Numenta Anomaly Benchmark: its series, its score, and who is asked."""
