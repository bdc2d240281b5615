"""The error of data that holds nothing of the kind a suite reads."""


class NoSuchData(ValueError):
    """Nothing here is of the format asked for; what is malformed is a plain `ValueError`."""
