"""One agent works with another agent's credential."""

from .case import Case
from .stage import Stage


class SharedCredential(Case):
    """Somebody copied a key instead of asking for one: the work is the agent's own, the key is not.

    Nothing is odd but who uses what; the owner of the key goes on using it.
    """

    name = "shared-credential"
    title = "an agent works with another agent's credential"
    needs = ("read", "write")
    n_players = 2

    def play(self, stage: Stage) -> None:
        player, owner = stage.players
        player.become(session_id=stage.hexadecimal(12))
        for past in player.past("read", "write")[-20:]:
            player.again(
                past,
                player.soon(2.0, 9.0),
                is_rogue=True,
                credential_id=owner.habits.credential_id,
            )
