"""A snapshot is what agents are compared with: cohorts of three and more, and the fleet."""

from itertools import permutations

import msgspec
import pytest

from baselines import (
    ChangesBaseline,
    Features,
    HoursBaseline,
    IdentityBaseline,
    IncidentState,
    Membership,
    Profile,
    SessionPeaks,
)
from streams.snapshot import SHARED, Snapshot, build_snapshot
from tests.streams.core_run import assess, fleet_events, new_monitor

DAY_S = 86_400.0
TOUCH = 77


def agent(cohort: str | None = "mail", hour: int = 9, last: float = 0.0) -> Profile:
    profile = Profile()
    profile[Membership].see(cohort, last)
    profile[HoursBaseline].learn_one(Features(time=0.0, hour=hour))
    return profile


def touching(*symbols: int) -> Profile:
    profile = agent()
    profile[ChangesBaseline].known = dict.fromkeys(symbols, 1)
    return profile


def fold(*profiles: Profile, tenant: str = "default", time: float = 0.0) -> Snapshot:
    return build_snapshot(1, time, [(f"{tenant}/{i}", p) for i, p in enumerate(profiles)])


def hours(snapshot: Snapshot, cohort: str | None, tenant: str = "default") -> int:
    return snapshot.peers(tenant, cohort)[HoursBaseline].total


def test_before_the_first_nothing_is_known_of_anybody() -> None:
    snapshot = Snapshot()
    assert (snapshot.version, snapshot.n_active_agents, hours(snapshot, "mail")) == (0, 0, 0)


def test_a_cohort_is_the_sum_of_its_agents() -> None:
    assert hours(fold(*(agent() for _ in range(5))), "mail") == 5


def test_two_agents_vouch_for_nobody() -> None:
    """They may both be one attacker's: their cohort is compared with the fleet."""
    snapshot = fold(agent("pair"), agent("pair"), *(agent("mail") for _ in range(3)))
    assert hours(snapshot, "mail") == 3
    assert hours(snapshot, "pair") == 5


def test_a_fleet_of_two_has_no_peers() -> None:
    assert hours(fold(agent(), agent()), "mail") == 0


def test_an_unknown_cohort_is_compared_with_the_fleet() -> None:
    snapshot = fold(*(agent("mail") for _ in range(3)), *(agent("code") for _ in range(4)))
    assert hours(snapshot, "new") == 7


def test_agents_without_a_cohort_are_one() -> None:
    snapshot = fold(*(agent(None) for _ in range(3)), *(agent("mail") for _ in range(4)))
    assert hours(snapshot, None) == 3


def test_no_cohort_is_called_like_the_fleet() -> None:
    """A cohort's name is chosen by an agent."""
    snapshot = fold(*(agent("*") for _ in range(3)), *(agent("mail") for _ in range(4)))
    assert hours(snapshot, "*") == 3
    assert hours(snapshot, "nobody") == 7


def test_tenants_know_nothing_of_each_other() -> None:
    profiles = [(f"{tenant}/{i}", agent()) for tenant in ("acme", "zoo") for i in range(4)]
    snapshot = build_snapshot(1, 0.0, profiles)
    assert [hours(snapshot, "mail", tenant) for tenant in ("acme", "zoo", "other")] == [4, 4, 0]


def test_known_to_peers_is_what_two_of_them_know() -> None:
    snapshot = fold(touching(1, 2), touching(2, 3), touching(3))
    assert set(snapshot.peers("default", "mail")[ChangesBaseline].known) == {2, 3}


def test_two_of_the_fleet_may_be_of_two_cohorts() -> None:
    others = [touching(TOUCH), touching(TOUCH)]
    others[0][Membership].cohort = "a"
    others[1][Membership].cohort = "b"
    snapshot = fold(*others, agent("c"))
    assert TOUCH in snapshot.peers("default", "d")[ChangesBaseline].known


def test_what_is_one_agents_own_is_shared_with_nobody() -> None:
    profiles = [agent() for _ in range(3)]
    for profile in profiles:
        profile[IdentityBaseline].credentials[5] = 1
        profile[IncidentState].end_session(9.0, 9.0)
    peers = fold(*profiles).peers("default", "mail")
    assert {kind.name for kind in SHARED}.isdisjoint({"identity", "incident", "sessions"})
    assert peers.peek(IdentityBaseline) is None
    assert peers.peek(IncidentState) is None


def test_folding_changes_no_profile() -> None:
    monitor = new_monitor()
    assess(monitor, fleet_events()[:800])
    before = monitor.profiles.state_hash()
    build_snapshot(1, 0.0, monitor.profiles.items_sorted())
    assert monitor.profiles.state_hash() == before


def test_a_later_change_of_a_profile_does_not_change_the_snapshot() -> None:
    profiles = [agent() for _ in range(3)]
    snapshot = fold(*profiles)
    before = snapshot.hash
    profiles[0][HoursBaseline].learn_one(Features(time=0.0, hour=3))
    assert hours(snapshot, "mail") == 3
    assert snapshot.hash == before


def test_reading_a_snapshot_does_not_change_it() -> None:
    snapshot = fold(*(agent() for _ in range(3)))
    before = snapshot.pack()
    snapshot.peers("default", "mail")[IdentityBaseline]
    snapshot.calibration("default", "mail").p(0, 3.0)
    assert snapshot.pack() == before


def test_active_are_those_seen_in_the_last_day() -> None:
    profiles = [agent(last=last) for last in (0.0, DAY_S, 1.5 * DAY_S, 2 * DAY_S)]
    assert fold(*profiles, time=2 * DAY_S).n_active_agents == 3


def test_a_profile_that_was_never_at_work_is_no_agent() -> None:
    assert fold(Profile(), Profile(), Profile()).n_active_agents == 0


def test_it_comes_back_as_it_was() -> None:
    monitor = new_monitor()
    assess(monitor, fleet_events()[:800])
    snapshot = build_snapshot(9, 100.0, monitor.profiles.items_sorted())
    again = Snapshot.unpack(snapshot.pack())
    assert (again.version, again.time, again.n_active_agents) == (9, 100.0, 8)
    assert again.hash == snapshot.hash
    for cohort in ("mail", "coding", None):
        theirs = again.peers("default", cohort)
        assert theirs.pack() == snapshot.peers("default", cohort).pack()
        assert again.calibration("default", cohort).p(3, 4.0) == snapshot.calibration(
            "default", cohort
        ).p(3, 4.0)


def test_whole_counts_are_the_same_in_any_order() -> None:
    """Calibration and hours are sums of whole numbers."""
    profiles = [agent(hour=hour) for hour in (1, 2, 3)]
    for i, profile in enumerate(profiles):
        for start in range(20):
            profile[SessionPeaks].learn_session(
                {i: 0.5 * start}, start=float(start) * DAY_S, verbs=0
            )
    packed = {
        msgspec.msgpack.encode(fold(*order).peers("default", "mail")[kind].pack())
        for order in permutations(profiles)
        for kind in (HoursBaseline,)
    }
    peaks = {
        msgspec.msgpack.encode(fold(*order).peers("default", "mail")[SessionPeaks].pack())
        for order in permutations(profiles)
    }
    assert len(packed) == len(peaks) == 1


@pytest.mark.parametrize("packed", [b"", b"\x90", b"\xc1", b"\x94\x01"])
def test_bytes_that_are_no_snapshot_are_an_error(packed: bytes) -> None:
    with pytest.raises((msgspec.DecodeError, ValueError)):
        Snapshot.unpack(packed)
