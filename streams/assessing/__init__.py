"""The parts of the monitor: from the features of one event to its assessment."""
