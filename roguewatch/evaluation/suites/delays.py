"""After how many rogue calls incidents were seen, kept for plots."""

import msgspec


class Delays(msgspec.Struct, frozen=True):
    """One judge's delays.

    Parameters
    ----------
    suite
        The suite's name.
    what
        Who saw them, and as what: alerted, or stop requested.
    calls
        Of each incident, the rogue call by which it was seen, from 1; None where it never was.

    Examples
    --------
    >>> Delays("incidents", "roguewatch, alerted", (1, None)).calls[0]
    1
    """

    suite: str
    what: str
    calls: tuple[int | None, ...]
