"""How well and how fast: scores as data frames, configurations to export, and the benches."""
