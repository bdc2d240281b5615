"""A model that no other agent has works behind an agent that had another one."""

from .judging.seldom import Seldom
from .score import Score


class LoneModel(Seldom):
    """An agent of some age changes to a model that nobody in the fleet ever named.

    Held against how many agents of the fleet ever did so: where teams try models out, that is a
    habit and no alert. A release begins with one agent, too: its first alert is one about the
    release, and the agents after it raise none. Misses a swap to a model that others use, one
    that nobody declares, and fleets with few agents; a new build of the same model is
    `version_change`.

    Parameters
    ----------
    min_n
        Agents with a known model, below which it abstains.
    most
        Share of them that ever did so up to which one more is odd.

    Examples
    --------
    >>> detector = LoneModel()
    >>> score = detector.score(0, 319)
    >>> detector.is_odd(score), detector.reason(score)
    (True, 'changed to a model that no other agent has; 1 of 320 agents ever did')
    """

    name = "lone_model"
    hypothesis = "Somebody put another model behind the agent's name and told nobody."
    misses = "A swap to a model that others use; one that nobody declares; few agents."
    runbook = (
        "Ask whoever deploys this agent whether they changed its model, and whether a release has "
        "begun. If not, suspend it, and compare where it runs with where it should."
    )

    def reason(self, score: Score) -> str:
        return (
            f"changed to a model that no other agent has; {score.observed:.0f} of "
            f"{score.n + 1:.0f} agents ever did"
        )
