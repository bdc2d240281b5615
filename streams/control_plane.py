"""Everything around the killswitch that runs once: issuer, acknowledgements, findings."""

import random
import time
from collections.abc import Collection, Mapping, Sequence

from mode import Service
from mode.types import ServiceT

from alerts.keys import KeyRing
from alerts.policy import Policy
from alerts.roster import Roster
from alerts.sinks import Sink
from streams.break_glass import BreakGlass
from streams.containment_loop import ContainmentLoop
from streams.fan_out import FanOut
from streams.issuer import Issuer
from streams.killswitch import held_finding
from streams.killswitch.issuance import Issuance
from streams.killswitch.outbox import Outbox, Overdue, is_lapsed
from streams.killswitch.overdue_finding import to_finding_view
from streams.metrics import MetricName

# Enforcers say every two seconds that they are alive.
_ALIVE_S = 7.0

_HELD_LOOK_S = 0.5
_HELD_BACK_S = 60.0


class ControlPlane(Service):
    """Hosts the services of the control process, in the order in which they need each other.

    One process at a time: a second one takes office, and the first ends. None of its streams is an
    agent of Faust's: each has one partition or few records, is read by this process alone, and
    must be seen within milliseconds, which a consumer assigned by hand does and a group does not.

    Parameters
    ----------
    bootstrap_servers
        Kafka brokers.
    keys
        The ring with the issuer's private key.
    policy
        What automation may do.
    sinks
        Where findings go.
    required
        Enforcers that must confirm every command, alive or not.
    suspend_for_s
        After how long a suspend by automation lapses; None for never.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        keys: KeyRing,
        policy: Policy,
        sinks: Sequence[Sink],
        required: Collection[str] = (),
        suspend_for_s: float | None = 3_600.0,
    ) -> None:
        super().__init__()
        self._told: set[str] = set()
        # What was held long before was told by the process before.
        self._since = time.time() - _HELD_BACK_S
        issuance = Issuance(policy, keys, suspend_for_s=suspend_for_s)
        self.issuer = Issuer(bootstrap_servers, keys, issuance)
        self.fan_out = FanOut(bootstrap_servers, sinks)
        self._break_glass = BreakGlass(bootstrap_servers, keys, self.issuer, issuance)
        self._containment = ContainmentLoop(
            bootstrap_servers,
            keys,
            self.issuer,
            Roster(required, alive_s=_ALIVE_S),
            # Jitter is no secret: it only has to differ between processes.
            Outbox(random.Random()),  # noqa: S311
            required,
            self._tell,
        )

    @property
    def is_ready(self) -> bool:
        """Whether requests are answered."""
        return self.issuer.is_ready

    def on_init_dependencies(self) -> list[ServiceT]:
        return [self.issuer, self._break_glass, self.fan_out, self._containment]

    def figures(self) -> Mapping[MetricName, float]:
        """The present figures, for Prometheus."""
        view, now = self.issuer.view, time.time()
        still_open = [entry for entry in view.open_entries() if not is_lapsed(entry, now)]
        return {
            "roguewatch_killswitch_open_commands": len(still_open),
            "roguewatch_killswitch_oldest_open_seconds": max(
                (now - entry.command.issued_at for entry in still_open), default=0.0
            ),
            "roguewatch_killswitch_held_requests": len(view.held()),
            "roguewatch_killswitch_epoch": view.epoch,
            "roguewatch_issuer_refused_requests_total": self.issuer.n_refused,
            "roguewatch_issuer_forged_records_total": self.issuer.n_forged,
            "roguewatch_findings_sent_total": self.fan_out.n_sent,
            "roguewatch_findings_undelivered_total": self.fan_out.n_undelivered,
        }

    @Service.timer(_HELD_LOOK_S)
    async def _tell_of_held(self) -> None:
        """Tell of each stop that waits for a person: until then the agent goes on."""
        if not (self.issuer.is_ready and self.fan_out.is_ready):
            return
        held = self.issuer.view.held()
        self._told &= {record.request_id for record in held}
        for record in held:
            if record.time < self._since or record.request_id in self._told:
                continue
            self._told.add(record.request_id)
            if (finding := held_finding.to_finding_view(record)) is not None:
                await self.fan_out.tell(finding)

    async def _tell(self, overdue: Overdue) -> None:
        await self.fan_out.tell(to_finding_view(overdue, time.time()))
