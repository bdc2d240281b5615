"""Which detector leads each stream of evidence in a session, and by which p."""

from mypy_extensions import mypyc_attr


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class Lead:
    """The oddest that was said in one stream."""

    def __init__(self, p: float, name: str) -> None:
        self.p = p
        self.name = name


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class Leading:
    """The smallest p of each stream, by its place in `STREAMS`; the first of equals leads.

    Examples
    --------
    >>> leading = Leading()
    >>> for p, name in ((0.1, "burst"), (0.01, "spree"), (0.5, "burst")):
    ...     leading.take(1, p, name)
    >>> [(stream, lead.p, lead.name) for stream, lead in leading.leads.items()]
    [(1, 0.01, 'spree')]
    """

    def __init__(self) -> None:
        self.leads: dict[int, Lead] = {}

    def take(self, stream: int, p: float, name: str) -> None:
        """Let a detector lead its stream if it is odder than who leads it."""
        lead = self.leads.get(stream)
        if lead is None:
            self.leads[stream] = Lead(p, name)
        elif p < lead.p:
            lead.p, lead.name = p, name
