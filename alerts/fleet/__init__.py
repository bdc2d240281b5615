"""What agents have in common: the second stage, pure, for the control plane and for replay."""
