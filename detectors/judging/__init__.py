"""What several detectors judge by: tails, points, and what counts as everyday."""
