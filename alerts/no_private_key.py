"""The error of a process that has to sign in a role whose key it was not given."""

from collections.abc import Iterable


class NoPrivateKey(KeyError):
    """The folder of the keys holds no private key of a role.

    Examples
    --------
    >>> str(NoPrivateKey("operator", ["issuer", "control"]))
    "the folder of the keys must hold operator.private.jwk; it has those of ['issuer', 'control']"
    """

    def __init__(self, role: str, there: Iterable[str]) -> None:
        super().__init__(role)
        self._there = list(there)

    def __str__(self) -> str:
        return (
            f"the folder of the keys must hold {self.args[0]}.private.jwk; it has those of "
            f"{self._there}"
        )
