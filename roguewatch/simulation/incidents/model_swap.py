"""Somebody puts another model behind an agent, and tells nobody."""

from datetime import timedelta

from .case import Case
from .stage import Stage


class ModelSwap(Case):
    """Same name, same credential, same work; another model, which calls twice as fast."""

    name = "model-swap"
    title = "another model works under the agent's name"
    needs = ("read", "write")
    n_sessions = 3

    def play(self, stage: Stage) -> None:
        player, rng = stage.player, stage.rng
        player.become(model=f"local-{stage.hexadecimal(4)}", agent_version=stage.hexadecimal(12))
        for session, last in stage.sessions[: self.n_sessions]:
            player.move_to(session, last + timedelta(seconds=player.soon(30.0, 60.0)))
            for _ in range(12):
                past = rng.choice(player.past("read", "write"))
                player.again(past, player.soon(0.5, 2.0), is_rogue=True)
