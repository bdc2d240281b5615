"""An agent that was retired is at work again, as if nothing had happened."""

from .case import Case
from .stage import Stage


class RetiredAgent(Case):
    """Its work is what it always was: only that it works at all is odd."""

    name = "retired-agent"
    title = "an agent retired nine days ago does its old work again"
    needs = ("read", "write")
    asleep_days = 9

    def play(self, stage: Stage) -> None:
        player = stage.player
        for past in player.past("read", "write")[-14:]:
            player.again(past, player.soon(2.0, 9.0), is_rogue=True)
