"""Agents of one release deviate at once: the release is to be suspected, and not the agents."""

from .judging.together import Together
from .score import Score


class ReleaseShift(Together):
    """At least three agents of one version deviate within half an hour, more than chance allows.

    One alert about the version, brought up to date as more agents follow, instead of five hundred
    about agents. Agents that name no version are taken together by cohort: what moves a whole
    cohort is hardly ever all its agents. Misses a release whose agents deviate hours apart, and
    one that moves nobody beyond the first threshold.

    Parameters
    ----------
    min_agents
        Deviating agents below which nothing is a pattern.
    most
        p up to which it is odd.

    Examples
    --------
    >>> detector = ReleaseShift()
    >>> score = detector.score(12, among=0.1)
    >>> detector.is_odd(score), detector.reason(score)
    (True, '12 of its agents deviate at once; suspect the release, not the agents')
    """

    name = "release_shift"
    hypothesis = "A release, or what its agents share, changed what they do; no agent went rogue."
    misses = "Agents that deviate hours apart; a release that moves nobody beyond a threshold."
    runbook = (
        "Ask what was released, or changed in what these agents share, in the last hours. If it "
        "explains the change, close the agents' alerts together; if nothing does, look for one "
        "content that all of them read."
    )

    def reason(self, score: Score) -> str:
        return (
            f"{score.observed:.0f} of its agents deviate at once; suspect the release, not the "
            "agents"
        )
