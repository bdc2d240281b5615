"""What two configurations disagree about."""

import msgspec
import pandas as pd


class Comparison(msgspec.Struct, frozen=True):
    """Incidents that only one of two configurations raises, and those that both do.

    Parameters
    ----------
    appear
        Incidents that only the second raises, with their evidence.
    vanish
        Incidents that only the first raises, with theirs.
    both
        Incidents of both; `_a` and `_b` are the first's and the second's risk and request.
    agent_days
        Of the history.
    """

    appear: pd.DataFrame
    vanish: pd.DataFrame
    both: pd.DataFrame
    agent_days: int

    @property
    def is_same(self) -> bool:
        """Whether both raise the same incidents, with the same requests to stop."""
        asks = (self.both["is_stop_requested_a"] != self.both["is_stop_requested_b"]).any()
        return self.appear.empty and self.vanish.empty and not asks

    def summary(self) -> str:
        """One sentence for a person.

        Examples
        --------
        >>> none = pd.DataFrame({"is_stop_requested": []})
        >>> both = pd.DataFrame({"is_stop_requested_a": [], "is_stop_requested_b": []})
        >>> Comparison(none, none, both, 20).summary()
        '0 alerts appear (0 with a stop), 0 vanish (0 with a stop), 0 stay; 20 agent-days'
        """
        appear, vanish = self.appear["is_stop_requested"], self.vanish["is_stop_requested"]
        return (
            f"{len(appear)} alerts appear ({int(appear.sum())} with a stop), "
            f"{len(vanish)} vanish ({int(vanish.sum())} with a stop), "
            f"{len(self.both)} stay; {self.agent_days:,} agent-days"
        )
