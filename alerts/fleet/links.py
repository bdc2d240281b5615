"""Who acts on whose behalf since a moment ago, and never did before."""

from ..first_use import FirstUse

WITHIN_S = 600.0
_MOST = 4_096


class Links:
    """First orders of the last ten minutes, from parent to child.

    Examples
    --------
    >>> len(Links())
    0
    """

    def __init__(self) -> None:
        self._of: dict[str, FirstUse] = {}

    def __len__(self) -> int:
        return len(self._of)

    def add(self, link: FirstUse) -> list[FirstUse]:
        """Take one in; return the chain of two first orders that it makes, the head's first.

        The later of the two may come first: they stand in different partitions.
        """
        for child, known in list(self._of.items()):
            if abs(link.time - known.time) > WITHIN_S and known.time < link.time:
                del self._of[child]
        self._of[link.agent] = link
        if len(self._of) > _MOST:
            del self._of[next(iter(self._of))]
        above = self._of.get(f"{link.tenant}/{link.parent}")
        if above is not None and abs(link.time - above.time) <= WITHIN_S and above is not link:
            return [above, link]
        for below in self._of.values():
            is_its_own = below.tenant == link.tenant and below.parent == link.agent_id
            if is_its_own and below is not link and abs(below.time - link.time) <= WITHIN_S:
                return [link, below]
        return []
