"""Who an agent says it is, which it says with every call."""

from .catalogue import PRODUCTION

Who = tuple[int, int, int, int]


class Caller:
    """The names of an agent, which are the same from call to call, and their hashes.

    Parameters
    ----------
    names
        Credential, address, version, model, parent agent, principal and environment; empty where
        the event names none.
    hashes
        Those of all but the environment; 0 for what is empty.
    before
        What the same agent said before, which an agent with two credentials says again.

    Examples
    --------
    >>> names = ("key-1", "", "v1", "", "", "", "prod")
    >>> caller = Caller(names, (7, 0, 8, 0, 0, 0))
    >>> caller.credential, caller.who, caller.is_production
    (7, (8, 0, 0, 0), True)
    >>> caller.is_called(*names), caller.is_called("key-2", *names[1:])
    (True, False)
    """

    def __init__(
        self,
        names: tuple[str, str, str, str, str, str, str],
        hashes: tuple[int, int, int, int, int, int],
        before: "Caller | None" = None,
    ) -> None:
        self.before = before
        self._credential, self._address, self._version, self._model = names[:4]
        self._parent, self._principal, self._environment = names[4:]
        credential, address, version, model, parent, principal = hashes
        self.credential = credential
        self.address = address
        who = version, model, parent, principal
        self.who: Who | None = who if who != (0, 0, 0, 0) else None
        self.session_name = ""
        """The session of its last call, which is mostly that of the next."""
        self.session = 0
        self.is_production = self._environment.lower() in PRODUCTION

    def is_called(
        self,
        credential: str,
        address: str,
        version: str,
        model: str,
        parent: str,
        principal: str,
        environment: str,
    ) -> bool:
        """Whether these are its names."""
        return (
            credential == self._credential
            and address == self._address
            and version == self._version
            and model == self._model
            and parent == self._parent
            and principal == self._principal
            and environment == self._environment
        )
