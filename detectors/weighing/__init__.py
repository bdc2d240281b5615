"""How a detector's statistic becomes a probability, and evidence a threshold."""
