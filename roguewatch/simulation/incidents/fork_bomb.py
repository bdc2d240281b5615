"""An agent starts agents that start agents."""

from .case import Case
from .player import Player
from .stage import Stage

N_CHILDREN = 80


class ForkBomb(Case):
    """Eighty sub-agents in four minutes, each with a few calls of its own."""

    name = "fork-bomb"
    title = "an agent starts eighty sub-agents in four minutes"
    needs = ("read", "execute")
    never = ("delete",)

    def play(self, stage: Stage) -> None:
        player = stage.player
        me = player.habits.last.agent_id
        for n in range(N_CHILDREN):
            name = f"{me}-sub-{n:03}"
            player.call("spawn_agent", "execute", f"agent:{name}", player.soon(2.0, 4.0))
            child = Player(player.habits, stage.hexadecimal(12), player.at, stage.rng)
            child.become(agent_id=name, parent_agent_id=me)
            for past in player.past("read")[:3]:
                child.again(past, child.soon(), is_rogue=True)
            stage.players.append(child)
