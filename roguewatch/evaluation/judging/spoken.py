"""What a judge says on one event."""

from typing import NamedTuple


class Spoken(NamedTuple):
    """Whether it raises or renews an alert, whether that alert is new, and whether to stop.

    Examples
    --------
    >>> QUIET.is_alert, Spoken(True, True, False).is_new
    (False, True)
    """

    is_alert: bool
    is_new: bool
    is_stop: bool


QUIET = Spoken(False, False, False)
