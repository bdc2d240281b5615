"""Agents set each other off: along a chain of orders, or on one target."""

from .judging.parameters import check_positive
from .judging.seldom import seldom
from .judging.together import Together
from .score import Score


class ChainReaction(Together):
    """One order passes agents that never worked for each other, or several deviate alike.

    Two signs. A chain: within ten minutes an agent acts on behalf of another for the first time,
    and that one on behalf of a third for the first time, in a fleet where that hardly ever
    happens; none of them need be odd alone. A pattern: at least three agents deviate within half
    an hour on one target, or under one parent, more than chance would have it. One alert, about
    the agent at the head, instead of one each. Misses agents that ask each other in ways nobody
    records (`parent_agent_id`), chains that are slower, and fleets that build such chains daily.

    Parameters
    ----------
    min_agents
        Deviating agents below which nothing is a pattern.
    most
        p up to which a pattern is odd.
    min_n
        Agents that must be known, below which no chain is judged.
    most_chains
        Chains in proportion to agents up to which one more is odd.

    Examples
    --------
    >>> detector = ChainReaction()
    >>> score = detector.score(4, among=0.04)
    >>> detector.is_odd(score), detector.reason(score)
    (True, '4 agents deviate at once on one target or under one parent; usually 0.04 do')
    >>> chain = detector.score_chain(0, 319)
    >>> detector.is_odd_chain(chain), detector.reason_chain(chain)
    (True, 'heads a chain of orders between agents that never worked for each other')
    """

    name = "chain_reaction"
    hypothesis = "One agent was led astray and hands its orders on, or all follow one bait."
    misses = "Orders that no event records; slow chains; fleets that build such chains daily."
    runbook = (
        "Read what the head of the chain was asked to do before it handed the order on. Stop the "
        "last agent first: it does the harm. Then look for the same content in other sessions."
    )

    def __init__(
        self,
        min_agents: float = 3.0,
        most: float = 0.001,
        min_n: float = 50.0,
        most_chains: float = 0.02,
    ) -> None:
        super().__init__(min_agents, most)
        check_positive(min_n=min_n, most_chains=most_chains)
        self.min_n = min_n
        self.most_chains = most_chains

    def reason(self, score: Score) -> str:
        return (
            f"{score.observed:.0f} agents deviate at once on one target or under one parent; "
            f"usually {score.expected_by_peers:.2g} do"
        )

    def score_chain(self, n_before: int, n_agents: int) -> Score | None:
        """Score one more chain of first orders, after `n_before` among `n_agents`."""
        return seldom(n_before, n_agents, self.min_n)

    def is_odd_chain(self, score: Score) -> bool:
        """Whether a chain is worth an alert."""
        return score.p <= self.most_chains

    def reason_chain(self, score: Score) -> str:
        """The sentence about a chain."""
        return "heads a chain of orders between agents that never worked for each other"
