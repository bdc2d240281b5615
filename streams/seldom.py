"""What may come in floods is logged ever more rarely."""


def is_worth_a_line(n: int) -> bool:
    """Whether the n-th of its kind gets a line in the log: the first, second, fourth and so on.

    Examples
    --------
    >>> [n for n in range(1, 100) if is_worth_a_line(n)]
    [1, 2, 4, 8, 16, 32, 64]
    """
    return n > 0 and n & (n - 1) == 0
