"""An agent tries what it may do, door after door."""

from .case import Case
from .stage import Stage

DOORS = ("billing", "payroll", "vault", "identity", "network", "backups", "registry", "audit")


class DenyProbing(Case):
    """Thirty calls to places it has no rights for, all denied, a few seconds apart."""

    name = "deny-probing"
    title = "thirty denied calls to places it has no rights for"
    needs = ("read", "write")

    def play(self, stage: Stage) -> None:
        player, rng = stage.player, stage.rng
        for n in range(30):
            door = (
                f"{rng.choice(DOORS)}:{rng.choice(('core', 'live', 'main'))}/{stage.hexadecimal(4)}"
            )
            changes = n % 3 == 2
            player.call(
                player.tool("write", "update") if changes else player.tool("read", "get"),
                "write" if changes else "read",
                door,
                player.soon(2.0, 9.0),
                outcome="denied",
            )
