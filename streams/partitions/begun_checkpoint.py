"""What one checkpoint of one partition writes: all of it as it was when the checkpoint began."""

from collections.abc import Callable, Sequence

from streams.checkpoints import PARTITION_KEY, PartitionState, ProfileState, encode_state
from streams.log import Delivery, Headers
from streams.profiles import ProfileStore
from streams.refused.dead_letters import DeadLetter

OutRecord = tuple[bytes | None, bytes, Headers]


class BegunCheckpoint:
    """Packs profiles slice by slice, while the partition goes on scoring.

    Whoever is about to change a profile that is not packed yet must have it packed first: then
    nothing is in a checkpoint that came after its beginning, whose alerts it would not wait for.

    Parameters
    ----------
    number
        Of the partition.
    state
        The partition's own record.
    touched
        Agents with events that are not written yet: last offset, and number of events unscored.
    profiles
        Where they are.
    sent
        Stop requests and alerts on their way, which must have arrived before profiles are written.
    dead_letters
        To be written before anything is committed.

    Examples
    --------
    >>> state, profiles = PartitionState(epoch=1, offset=5, hash_key_id="ab"), ProfileStore()
    >>> profiles["default/a"].last_offset = 4
    >>> checkpoint = BegunCheckpoint(0, state, {"default/a": (4, 0)}, profiles, [], [])
    >>> checkpoint.pack_for(1.0, clock=lambda: 0.0), checkpoint.n_packed, checkpoint.unpacked
    (False, 1, {})
    >>> [key for key, _, _ in checkpoint.take_packed()]
    [b'default/a']
    """

    def __init__(
        self,
        number: int,
        state: PartitionState,
        touched: dict[str, tuple[int, int]],
        profiles: ProfileStore,
        sent: Sequence[Delivery],
        dead_letters: Sequence[DeadLetter],
    ) -> None:
        self.number = number
        self.state = state
        self.touched = touched
        self.unpacked = dict(touched)
        self.sent = sent
        self.dead_letters = dead_letters
        self._profiles = profiles
        self._order = iter(sorted(touched))
        self._packed: list[OutRecord] = []
        self._n_timed = 0
        self._timed_s = 0.0

    def pack_one(self, key: str) -> None:
        """Pack an agent's profile as it is now."""
        last_offset, n_unscored = self.unpacked[key]
        packed = self._profiles.packed(key)
        del self.unpacked[key]
        state = ProfileState(
            self.state.epoch, last_offset, self.state.hash_key_id, packed, n_unscored
        )
        self._packed.append((key.encode(), encode_state(state), ()))

    def pack_for(self, seconds: float, clock: Callable[[], float]) -> bool:
        """Pack for so long, one profile at least; False if there is nothing left."""
        began_at = now = clock()
        is_more = False
        for key in self._order:
            if key in self.unpacked:
                self.pack_one(key)
                self._n_timed += 1
                now = clock()
                if is_more := now - began_at >= seconds:
                    break
        self._timed_s += now - began_at
        return is_more

    @property
    def packing_s(self) -> float:
        """How long packing took, of all agents if each took as long as those packed in slices."""
        return self._timed_s / max(1, self._n_timed) * len(self.touched)

    @property
    def n_packed(self) -> int:
        """How many records `take_packed` would return."""
        return len(self._packed)

    def take_packed(self) -> list[OutRecord]:
        """Hand over what is packed by now."""
        packed, self._packed = self._packed, []
        return packed

    @property
    def own_record(self) -> OutRecord:
        """The partition's own record: it comes last, for it says that all before it is there."""
        return PARTITION_KEY, encode_state(self.state), ()
