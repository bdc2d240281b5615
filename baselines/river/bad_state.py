"""The error of a River state that cannot be carried."""


class BadRiverState(ValueError):
    """A state that holds what the codec does not carry, or bytes that no codec of ours wrote."""
