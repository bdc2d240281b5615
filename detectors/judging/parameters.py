"""What a detector says of a parameter that makes no sense, before it ever scores with it."""

import math


def check_positive(**given: float) -> None:
    """Refuse what is not a positive, finite number, by name.

    Examples
    --------
    >>> check_positive(prior_s=-1.0)
    Traceback (most recent call last):
        ...
    ValueError: prior_s must be positive and finite; got -1.0
    """
    for name, value in given.items():
        if not 0 < value < math.inf:
            raise ValueError(f"{name} must be positive and finite; got {value!r}")


def check_points(**given: float) -> None:
    """Refuse what is not a number of points from 0 to 1,000, by name.

    Examples
    --------
    >>> check_points(usual=40.0, repeated=-20.0)
    Traceback (most recent call last):
        ...
    ValueError: repeated must be from 0 to 1000; got -20.0
    """
    for name, value in given.items():
        if not 0 <= value <= 1_000:
            raise ValueError(f"{name} must be from 0 to 1000; got {value!r}")
