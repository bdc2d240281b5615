"""A call fails, and is made again at once, and again."""

from .case import Case
from .stage import Stage

PER_SECOND = 4
N_CALLS = 240


class RetryStorm(Case):
    """A change is refused by a broken service and retried four times a second."""

    name = "retry-storm"
    title = f"a failing change is retried {PER_SECOND} times a second"
    needs = ("write",)

    def play(self, stage: Stage) -> None:
        player = stage.player
        past = player.past("write")[-1]
        for _ in range(N_CALLS):
            player.again(past, 1.0 / PER_SECOND, is_rogue=True, outcome="failure")
