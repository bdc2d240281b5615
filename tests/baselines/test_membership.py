"""Membership remembers where an agent belongs, and when it last worked."""

from baselines import Membership


def test_the_cohort_is_the_one_last_named() -> None:
    membership = Membership()
    membership.see("mail", 0.0)
    membership.see(None, 1.0)
    assert membership.cohort is None


def test_a_late_event_does_not_make_an_agent_inactive() -> None:
    membership = Membership()
    membership.see("mail", 100.0)
    membership.see("mail", 50.0)
    assert (membership.last, membership.n_events) == (100.0, 2)
