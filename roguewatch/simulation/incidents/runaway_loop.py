"""An agent calls the same thing over and over."""

from .case import Case
from .stage import Stage

N_CALLS = 600


class RunawayLoop(Case):
    """It does not see that it has the answer: one read, six hundred times, about one a second.

    Nothing is harmed but the bill.
    """

    name = "runaway-loop"
    title = "one read is repeated six hundred times"
    needs = ("read",)

    def play(self, stage: Stage) -> None:
        player = stage.player
        past = player.past("read")[-1]
        for _ in range(N_CALLS):
            player.again(past, player.soon(0.6, 1.5), is_rogue=True)
