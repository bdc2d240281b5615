"""The crash proof: kill everything at random, then compare with an undisturbed run."""
