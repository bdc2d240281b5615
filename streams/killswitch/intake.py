"""Which records hold a command that an enforcer may obey: verified, and of an issuer in office."""

from collections.abc import Collection

from alerts.command import Command, Refused, decode_command
from alerts.keys import BadSignature, KeyRing
from alerts.ledger import Entry, LedgerView, decode_record


class Intake:
    """Reads the ledger and the killswitch topic for one enforcer; pure, like what it folds.

    A command counts if the issuer signed it and was still in office, that is, if its epoch is not
    below the ledger's or the ledger holds it; or if an operator signed it (break-glass), which must
    work when no issuer does.

    Parameters
    ----------
    keys
        Which signers count.
    tenants
        Tenants served here; None serves all.

    Examples
    --------
    >>> from alerts.ledger import LedgerRecord, encode_record
    >>> ring = KeyRing.generate()
    >>> intake = Intake(ring)
    >>> start = encode_record(LedgerRecord(kind="start", time=60.0), ring).encode()
    >>> intake.read_ledger(7, start) is None, intake.view.epoch
    (True, 7)
    >>> intake.read_ledger(8, b"anybody could write this") is None, intake.n_forged
    (True, 1)
    """

    def __init__(self, keys: KeyRing, tenants: Collection[str] | None = None) -> None:
        self.view = LedgerView()
        self.n_forged = 0
        self._keys = keys
        self._tenants = tenants

    def read_ledger(self, offset: int, value: bytes | None) -> Entry | None:
        """Take in a record of the ledger; return the entry if it holds a command to obey.

        Whoever can write the topic can put anything there: what the issuer did not sign is counted
        and passed over.
        """
        try:
            record = decode_record(value or b"", self._keys)
            is_valid = self.view.learn_one(offset, record)
            command = record.read_command()
        except (BadSignature, Refused):
            self.n_forged += 1
            return None
        if command is None or not is_valid or not self._is_served(command):
            return None
        return Entry(offset, command, record)

    def read_killswitch(self, value: bytes | None) -> Command:
        """Return the command in a record of the killswitch topic, or raise `Refused`."""
        token = value or b""
        try:
            command = decode_command(token, self._keys, tenants=self._tenants)
        except Refused as by_issuer:
            if by_issuer.command is not None:
                raise
            return decode_command(token, self._keys, roles=("operator",), tenants=self._tenants)
        if command.epoch < self.view.epoch and not self._is_recorded(command):
            raise Refused(
                f"epoch: the issuer of {command.epoch} was replaced by {self.view.epoch}", command
            )
        return command

    def _is_recorded(self, command: Command) -> bool:
        entry = self.view.entry(command.key, is_live=command.is_live)
        return entry is not None and entry.command == command

    def _is_served(self, command: Command) -> bool:
        return self._tenants is None or command.tenant in self._tenants
