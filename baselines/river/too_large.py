"""The error of an estimator that no profile has room for."""


class TooLarge(ValueError):
    """What an estimator learns of one agent is more than a profile can hold; a cohort's may do."""
