"""What an agent is compared with: its cohort and the fleet, as of one hour."""

import functools
import hashlib
from collections.abc import Iterable
from typing import Any, Final, Self

import msgspec

from baselines import (
    ApprovalsBaseline,
    Baseline,
    ChangesBaseline,
    HoursBaseline,
    Membership,
    OutcomeBaseline,
    Profile,
    RateBaseline,
    SequenceBaseline,
    SessionPeaks,
    VolumeBaseline,
)
from detectors import Calibration

from .publication import Publication

SHARED: tuple[type[Baseline], ...] = (
    ApprovalsBaseline,
    ChangesBaseline,
    HoursBaseline,
    OutcomeBaseline,
    RateBaseline,
    SequenceBaseline,
    SessionPeaks,
    VolumeBaseline,
)
"""Baselines that say something about other agents too."""

MIN_PEERS: Final = 3
_ACTIVE_S: Final = 86_400.0
_FLEET: Final = "*"


class Snapshot:
    """The peers of every cohort, and the calibration made of their sessions.

    Two agents can vouch for each other and be one attacker's, so a cohort of fewer than three
    says nothing and its agents are compared with the fleet.

    Examples
    --------
    >>> snapshot = Snapshot()
    >>> snapshot.version, snapshot.peers("default", "mail")[RateBaseline].observed_s
    (0, 0.0)
    """

    def __init__(
        self,
        version: int = 0,
        time: float = 0.0,
        n_active_agents: int = 0,
        packed: dict[str, dict[str, bytes]] | None = None,
        revision: int = 0,
        published: bytes = b"",
    ) -> None:
        self.version = version
        self.time = time
        self.n_active_agents = n_active_agents
        """Agents seen in the 24 hours before it: what a storm guard's share is a share of."""
        self.revision = revision
        """Counts the snapshots of one version, from 0: a configuration does not wait an hour."""
        self.published = published
        """The published configuration that is part of it, as `Publication` packs it."""
        self._packed = packed or {}
        self._nobody = Profile()
        self._peers: dict[str, Profile] = {}
        self._calibrations: dict[str, Calibration] = {}
        self._compared: dict[str, dict[str | None, tuple[Profile, Calibration]]] = {}
        """By tenant and cohort."""

    def compared(self, tenant: str, cohort: str | None) -> tuple[Profile, Calibration]:
        """The peers of an agent, and how odd their sessions get."""
        known = self._compared.get(tenant)
        if known is not None and (found := known.get(cohort)) is not None:
            return found
        found = self.peers(tenant, cohort), self.calibration(tenant, cohort)
        # Only what the snapshot knows by name: a producer can name cohorts without end.
        if cohort_key(tenant, cohort) in self._packed:
            self._compared.setdefault(tenant, {})[cohort] = found
        return found

    def peers(self, tenant: str, cohort: str | None) -> Profile:
        """What the peers of an agent do; nothing is known of a cohort too small to speak."""
        return self._profile(self._name(tenant, cohort))

    def calibration(self, tenant: str, cohort: str | None) -> Calibration:
        """How odd the sessions of an agent's peers get."""
        name = self._name(tenant, cohort)
        calibration = self._calibrations.get(name)
        if calibration is None:
            given = self.publication.peaks(name)
            fleet, pooled, fleet_given = f"{tenant}/{_FLEET}", None, None
            if name != fleet:
                pooled = self._profile(fleet)[SessionPeaks]
                fleet_given = self.publication.peaks(fleet)
            peaks = self._profile(name)[SessionPeaks]
            calibration = Calibration(peaks, given, pooled, fleet_given)
            self._calibrations[name] = calibration
        return calibration

    @functools.cached_property
    def publication(self) -> Publication:
        """The published configuration that is part of it; of version 0 where none is."""
        return Publication.unpack(self.published)

    @property
    def rank(self) -> tuple[int, int]:
        """The higher one is the newer one."""
        return self.version, self.revision

    @property
    def cohorts(self) -> list[str]:
        """The names of the cohorts that it knows, the fleet among them."""
        return sorted(self._packed)

    def peaks(self, name: str) -> SessionPeaks:
        """How odd sessions of a cohort get."""
        return self._profile(name)[SessionPeaks]

    def with_published(self, published: bytes, revision: int = 0) -> "Snapshot":
        """The same with a published configuration in it."""
        return Snapshot(
            self.version, self.time, self.n_active_agents, self._packed, revision, published
        )

    def _name(self, tenant: str, cohort: str | None) -> str:
        name = cohort_key(tenant, cohort)
        return name if name in self._packed else f"{tenant}/{_FLEET}"

    def _profile(self, name: str) -> Profile:
        profile = self._peers.get(name)
        if profile is None:
            packed = self._packed.get(name)
            if packed is None:
                return self._nobody
            profile = self._peers[name] = Profile.unpack(packed)
        return profile

    def pack(self) -> bytes:
        """The snapshot as bytes; equal snapshots are equal bytes."""
        return msgspec.msgpack.encode(
            [
                *(self.version, self.time, self.n_active_agents, sorted(self._packed.items())),
                *(self.revision, self.published),
            ]
        )

    @property
    def hash(self) -> str:
        """SHA-256 of the packed snapshot, in hexadecimal."""
        return hashlib.sha256(self.pack()).hexdigest()

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """A snapshot from `pack`.

        Raises
        ------
        msgspec.DecodeError
            If the bytes are not a snapshot.
        """
        version, time, n_active, cohorts, *more = msgspec.msgpack.decode(packed)
        return cls(version, time, n_active, dict(cohorts), *more)


def cohort_key(tenant: str, cohort: str | None) -> str:
    """The name of a cohort within its tenant; agents without one are a cohort too."""
    return f"{tenant}/={cohort or ''}"


def build_snapshot(
    version: int,
    time: float,
    profiles: Iterable[tuple[str, Profile]],
    more: tuple[type[Baseline], ...] = (),
) -> Snapshot:
    """Fold profiles, in order of their keys, into what agents are compared with.

    Parameters
    ----------
    version
        Higher than any before it.
    time
        Event time of the fold, in seconds.
    profiles
        Key and profile of every agent, sorted by key.
    more
        Baselines of detectors in use that peers must have besides `SHARED`.

    Examples
    --------
    >>> build_snapshot(7, 0.0, []).version
    7
    """
    kinds = SHARED + more
    sums: dict[str, Profile] = {}
    sizes: dict[str, int] = {}
    n_active = 0
    for key, profile in profiles:
        tenant = key.partition("/")[0]
        member = profile.peek(Membership)
        if member is None or member.last is None:
            continue
        n_active += time - member.last <= _ACTIVE_S
        name = cohort_key(tenant, member.cohort)
        sizes[name] = sizes.get(name, 0) + 1
        sums.setdefault(name, Profile()).merge(profile, kinds)
    for name in sorted(sums):
        fleet = f"{name.partition('/')[0]}/{_FLEET}"
        sizes[fleet] = sizes.get(fleet, 0) + sizes[name]
        sums.setdefault(fleet, Profile()).merge(sums[name], kinds)
    packed: dict[str, dict[str, Any]] = {}
    for name, peers in sums.items():
        if sizes[name] >= MIN_PEERS:
            peers[ChangesBaseline].forget_singles()
            peers[SequenceBaseline].forget_rare()
            peers[VolumeBaseline].forget_rare()
            packed[name] = peers.pack()
    return Snapshot(version, time, n_active, packed)
