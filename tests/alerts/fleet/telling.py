"""First uses and deviations, as short as they can be told."""

from alerts.alert import Evidence
from alerts.first_use import FirstKind, FirstUse
from alerts.fleet.deviation import Deviation
from alerts.fleet.fleet import Fleet
from detectors.config import Config
from detectors.settings.detector_setting import DetectorSetting

DAY_S = 86_400.0
DAY_9 = 9 * DAY_S
NAMES = (
    *("shared_credential", "shared_address", "lone_model", "chain_reaction", "release_shift"),
    "server_change",
)


def heard() -> Config:
    """A configuration in which all of the fleet's detectors have a say."""
    return Config(detectors={name: DetectorSetting(stage="alert") for name in NAMES})


def use(
    kind: FirstKind,
    symbol: str,
    agent: str,
    time: float = 0.0,
    n_known: int = 0,
    parent: str | None = None,
    tenant: str = "default",
    age_s: float | None = None,
) -> FirstUse:
    """A first use; the agent is as old as the time is."""
    event = Evidence(event_id=f"{agent}@{time:.0f}", time=time, tool="t", action="read")
    return FirstUse(
        kind=kind,
        symbol=symbol,
        tenant=tenant,
        agent_id=agent,
        time=time,
        n_known=n_known,
        age_s=time if age_s is None else age_s,
        parent=parent,
        evidence=event,
    )


def deviation(
    agent: str,
    time: float,
    version: str | None = None,
    cohort: str | None = None,
    parent: str | None = None,
    target: str | None = None,
    detectors: tuple[str, ...] = ("burst",),
    is_new: bool = True,
) -> Deviation:
    """An agent's new alert."""
    return Deviation(
        uid=f"{agent}/{time}",
        is_new=is_new,
        tenant="default",
        agent_id=agent,
        cohort=cohort,
        time=time,
        detectors=detectors,
        version=version,
        parent=parent,
        target=target,
    )


def known_fleet(n_agents: int = 100, config: Config | None = None) -> Fleet:
    """A fleet whose agents have a credential, an address and one of two models each."""
    fleet = Fleet(config or heard())
    for n in range(n_agents):
        fleet.process_first(use("credential", f"c{n}", f"agent-{n}"))
        fleet.process_first(use("address", f"a{n}", f"agent-{n}"))
        fleet.process_first(use("model", f"m{n % 2}", f"agent-{n}"))
    return fleet
