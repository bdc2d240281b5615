"""What an enforcer accepts, in which order, and for how long."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.command import Command
from alerts.subject_state import SubjectState, Verdict, stronger

from .make import make_command

KEY = "default/mail-1"
NOW = 1_001.0


def revoke(**changes: Any) -> Command:
    fields: dict[str, Any] = {"action": "revoke", "mode": "revoke", "not_after": None}
    return make_command(**(fields | changes))


def test_a_stop_holds_until_it_lapses() -> None:
    state = SubjectState()
    stop = make_command()
    assert state.accept_one(stop, NOW) == Verdict("applied")
    assert state.stopped_by(KEY, now=4_600.4) == stop
    assert state.stopped_by(KEY, now=4_600.5) is None


def test_only_the_named_agent_is_stopped() -> None:
    state = SubjectState()
    state.accept_one(make_command(credential_id="shared"), NOW)
    assert state.stopped_by("default/mail-10", "shared", now=NOW) is None
    assert state.stopped_by("other/mail-1", now=NOW) is None


def test_the_same_command_again_was_done_already() -> None:
    state = SubjectState()
    state.accept_one(make_command(), NOW)
    assert {state.accept_one(make_command(), NOW).result for _ in range(1_000)} == {"already"}


@pytest.mark.parametrize(("epoch", "sequence"), [(4, 1), (3, 99), (0, 0)])
def test_an_older_command_is_refused(epoch: int, sequence: int) -> None:
    state = SubjectState()
    state.accept_one(make_command(epoch=4, sequence=2), NOW)
    older = make_command(action="reinstate", epoch=epoch, sequence=sequence)
    assert state.accept_one(older, NOW).result == "refused"
    assert state.stopped_by(KEY, now=NOW) is not None


def test_a_replayed_reinstate_frees_nobody() -> None:
    state = SubjectState()
    free = make_command(action="reinstate", sequence=2)
    for command in (make_command(), free, make_command(sequence=3)):
        state.accept_one(command, NOW)
    assert state.accept_one(free, NOW).result == "refused"
    assert state.stopped_by(KEY, now=NOW) is not None


def test_a_replayed_stop_does_not_stop_a_reinstated_agent() -> None:
    state = SubjectState()
    state.accept_one(make_command(), NOW)
    state.accept_one(make_command(action="reinstate", sequence=2), NOW)
    assert state.accept_one(make_command(), NOW).result == "refused"
    assert state.stopped_by(KEY, now=NOW) is None


def test_two_commands_of_one_order_are_a_conflict() -> None:
    """Only a forger, or two issuers at once, can make them."""
    state = SubjectState()
    state.accept_one(make_command(), NOW)
    verdict = state.accept_one(make_command(action="reinstate"), NOW)
    assert verdict == Verdict("refused", "another command has the order (4, 1)")


def test_a_higher_epoch_wins_whatever_its_sequence() -> None:
    state = SubjectState()
    state.accept_one(make_command(epoch=4, sequence=50), NOW)
    assert state.accept_one(make_command(epoch=9, sequence=1), NOW).result == "applied"


def test_a_shadow_command_is_always_refused() -> None:
    state = SubjectState()
    assert state.accept_one(make_command(mode="shadow"), NOW) == Verdict("refused", "shadow")
    assert state.stopped_by(KEY, now=NOW) is None
    assert state.latest(KEY) is None


def test_no_configuration_obeys_shadow_commands() -> None:
    with pytest.raises(ValueError, match="never 'shadow'"):
        SubjectState(modes={"shadow"})


def test_a_mode_that_is_not_obeyed_here_is_refused() -> None:
    state = SubjectState(modes={"suspend"})
    assert state.accept_one(revoke(), NOW).detail == "mode 'revoke' is not obeyed here"


def test_an_expired_stop_is_refused_and_changes_nothing() -> None:
    state = SubjectState()
    state.accept_one(revoke(), NOW)
    late = make_command(sequence=2, not_after=NOW)
    assert state.accept_one(late, NOW) == Verdict("refused", f"expired at {NOW}")
    assert state.stopped_by(KEY, now=NOW) == revoke()


def test_a_later_suspend_neither_shortens_nor_weakens_a_stop() -> None:
    """Automation must not lift what a person ordered by ordering less."""
    state = SubjectState()
    state.accept_one(revoke(credential_id="cred-1"), NOW)
    state.accept_one(make_command(sequence=2, not_after=2_000.0), NOW)
    stop = state.stopped_by(KEY, now=1e9)
    assert stop is not None
    assert (stop.action, stop.credential_id, stop.not_after) == ("revoke", "cred-1", None)


def test_a_lapsed_stop_is_not_prolonged() -> None:
    state = SubjectState()
    state.accept_one(make_command(not_after=2_000.0), NOW)
    state.accept_one(make_command(sequence=2, not_after=3_100.0), 3_000.0)
    stop = state.stopped_by(KEY, now=3_050.0)
    assert stop is not None
    assert stop.not_after == 3_100.0


def test_a_revoked_credential_is_dead_for_every_agent_of_the_tenant() -> None:
    state = SubjectState()
    state.accept_one(revoke(credential_id="cred-1"), NOW)
    assert state.stopped_by("default/other", "cred-1", now=NOW) is not None
    assert state.stopped_by("default/other", "cred-2", now=NOW) is None
    assert state.stopped_by("tenant-2/other", "cred-1", now=NOW) is None


def test_a_reinstate_frees_the_agent_and_its_credential() -> None:
    state = SubjectState()
    state.accept_one(revoke(credential_id="cred-1"), NOW)
    state.accept_one(make_command(action="reinstate", sequence=2), NOW)
    assert state.stopped_by(KEY, "cred-1", now=NOW) is None
    assert state.stopped_by("default/other", "cred-1", now=NOW) is None


@pytest.mark.parametrize("has_seen_both", [True, False], ids=["both", "only the newest"])
def test_every_credential_that_was_revoked_stays_dead(has_seen_both: bool) -> None:
    """Whoever starts later is told only the newest command."""
    first = revoke(credential_id="cred-1")
    second = stronger(first, revoke(credential_id="cred-2", sequence=2, cmd_id="c2"))
    third = stronger(second, make_command(credential_id="seen", sequence=3, cmd_id="c3"))
    state = SubjectState()
    for command in (first, second, third) if has_seen_both else (third,):
        state.accept_one(command, NOW)
    for credential, is_dead in (("cred-1", True), ("cred-2", True), ("seen", False)):
        stop = state.stopped_by("default/other", credential, now=1e9)
        assert (stop is not None) is is_dead, credential
    state.accept_one(make_command(action="reinstate", sequence=4, not_after=None), NOW)
    assert state.stopped_by("default/other", "cred-1", now=NOW) is None
    assert state.stopped_by("default/other", "cred-2", now=NOW) is None


def test_a_revoke_of_the_agent_alone_kills_no_credential_seen_later() -> None:
    both = stronger(revoke(), make_command(credential_id="seen", sequence=2))
    assert (both.action, both.credential_id, both.revoked) == ("revoke", None, ())


def test_a_credential_revoked_twice_is_named_once() -> None:
    first = revoke(credential_id="cred-1")
    second = stronger(first, revoke(credential_id="cred-2", sequence=2))
    again = stronger(second, revoke(credential_id="cred-1", sequence=3))
    assert again.revoked == ("cred-1", "cred-2")


def test_judging_changes_nothing() -> None:
    state = SubjectState()
    assert state.judge(make_command(), NOW).result == "applied"
    assert state.stopped_by(KEY, now=NOW) is None


@given(st.lists(st.sampled_from(["suspend", "reinstate"]), min_size=1, max_size=12), st.integers())
def test_the_newest_command_decides_in_whatever_order_they_come(
    actions: list[str], seed: int
) -> None:
    commands = [
        make_command(action=action, sequence=i, not_after=None, cmd_id=f"c{i}", mode="suspend")
        for i, action in enumerate(actions)
    ]
    shuffled = [*commands, *commands]
    random.Random(seed).shuffle(shuffled)
    state = SubjectState()
    for command in shuffled:
        state.accept_one(command, NOW)
    assert state.latest(KEY) == commands[-1]
    assert (state.stopped_by(KEY, now=NOW) is None) == (actions[-1] == "reinstate")


def test_the_stronger_of_two_stops_keeps_the_later_end() -> None:
    old, new = make_command(not_after=9_000.0), make_command(sequence=2)
    assert stronger(old, new).not_after == 9_000.0
    assert stronger(new, old).not_after == 9_000.0
    assert stronger(make_command(not_after=None), new).not_after is None
    assert stronger(None, new) == new
