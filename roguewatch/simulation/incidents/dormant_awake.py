"""An agent that was silent for a week wakes up and does something else."""

from .case import Case
from .stage import Stage


class DormantAwake(Case):
    """Nobody remembers it; its credential still works."""

    name = "dormant-awake"
    title = "an agent silent for eight days wakes up and changes what it never touched"
    needs = ("read", "write")
    never = ("delete",)
    asleep_days = 8

    def play(self, stage: Stage) -> None:
        player = stage.player
        for past in player.past("read")[-5:]:
            player.again(past, player.soon(), is_rogue=True)
        for n in range(10):
            player.call(
                player.tool("write", "update_record"),
                "write",
                f"records:archive/{stage.hexadecimal()}-{n}",
                player.soon(2.0, 8.0),
                n_bytes=1_500,
            )
