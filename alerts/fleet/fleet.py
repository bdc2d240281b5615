"""The second stage: what several agents have in common, judged as it happens."""

from detectors import ChainReaction, FleetDetector, Score
from detectors.config import Config
from detectors.fleet_registry import make_fleet_detectors

from ..alert import Alert
from ..first_use import FirstUse
from .deviation import Deviation
from .fleet_alert import about_pattern, about_use
from .groups import Group, Pattern
from .links import Links
from .tenant import Tenant
from .uses import Uses

_DAY_S = 86_400.0
_GRACE_S = 3 * _DAY_S
_MOST_TENANTS = 1_024
_SHARED = {"credential": "shared_credential", "address": "shared_address"}


class Fleet:
    """Folds first uses and deviations, in the order given, into alerts about several agents.

    Pure: the control plane and `replay` run the same. The fleet's own habits decide what is odd,
    so nothing is judged in a tenant's first three days; a detector in shadow is counted and says
    nothing. Memory is bounded whatever agents invent (`Uses`).

    Parameters
    ----------
    config
        Stages and parameters; its hash stands on every alert.

    Examples
    --------
    >>> fleet = Fleet(Config())
    >>> fleet.n_odd
    {'chain_reaction': 0, 'lone_model': 0, 'release_shift': 0, 'server_change': 0, \
'shared_address': 0, 'shared_credential': 0}
    """

    def __init__(self, config: Config) -> None:
        self.uses = Uses()
        self._links = Links()
        self._tenants: dict[str, Tenant] = {}
        self.use(config)
        self.n_odd = dict.fromkeys(self._detectors, 0)
        """How often each detector found something, heard or not."""

    def use(self, config: Config) -> None:
        """Judge by this configuration from here on."""
        self._config_hash = config.hash
        self._detectors = {d.name: d for d in make_fleet_detectors(config)}
        self._heard = config.heard

    def process_first(self, use: FirstUse) -> tuple[Alert, ...]:
        """Take in a first use; return what follows."""
        tenant = self._tenant(use.tenant, use.time)
        if tenant is None:
            return ()
        # A parent has many children, and each of its orders counts.
        standing = self.uses.add(use, use.first_id if use.kind == "parent" else "")
        if use.kind == "model":
            return self._judge_model(tenant, use, standing == "alone")
        if standing in ("again", "refused"):
            return ()
        if use.kind == "declaration":
            return self._judge_declaration(tenant, use, standing == "alone")
        if use.kind in _SHARED:
            return self._judge_shared(tenant, use, standing == "with others")
        if use.kind == "parent" and use.age_s >= _GRACE_S:
            return self._judge_order(tenant, use)
        return ()

    def process_deviation(self, deviation: Deviation) -> tuple[Alert, ...]:
        """Take in an agent's alert; return what several of them come to."""
        if not deviation.is_new or set(deviation.detectors) & self._detectors.keys():
            return ()
        tenant = self._tenant(deviation.tenant, deviation.time)
        if tenant is None:
            return ()
        alerts: tuple[Alert, ...] = ()
        for group, pattern in tenant.groups.add(deviation):
            alerts += self._judge_pattern(tenant, group, pattern, deviation)
        return alerts

    def _judge_shared(self, tenant: Tenant, use: FirstUse, is_shared: bool) -> tuple[Alert, ...]:
        if not is_shared:
            tenant.count(use.kind)
            return ()
        if self.uses.n_users(use.symbol) > 2:
            return ()
        name, owner = _SHARED[use.kind], self.uses.first(use.symbol)
        before = tenant.count_odd(name)
        score = self._detectors[name].score(before, tenant.n.get(use.kind, 0) - 1)
        return self._tell_use(tenant, name, score, use, [owner] if owner is not None else [])

    def _judge_model(self, tenant: Tenant, use: FirstUse, is_alone: bool) -> tuple[Alert, ...]:
        if not use.n_known:
            # Most share a model with many, so agents are counted, each once.
            if self.uses.add(use, use.first_id) == "alone":
                tenant.count("model")
        elif is_alone and use.age_s >= _GRACE_S:
            before = tenant.count_odd("lone_model")
            score = self._detectors["lone_model"].score(before, tenant.n.get("model", 0) - 1)
            return self._tell_use(tenant, "lone_model", score, use, [])
        return ()

    def _judge_declaration(
        self, tenant: Tenant, use: FirstUse, is_first: bool
    ) -> tuple[Alert, ...]:
        """Who meets it after the first agent says nothing new; it needs no fleet that is known."""
        if not is_first:
            return ()
        days = (use.time - tenant.since) / _DAY_S
        score = self._detectors["server_change"].score(tenant.count_odd("server_change"), days)
        return self._tell_use(tenant, "server_change", score, use, [], has_grace=False)

    def _judge_order(self, tenant: Tenant, use: FirstUse) -> tuple[Alert, ...]:
        chain = self._links.add(use)
        detector = self._detectors["chain_reaction"]
        if not chain or not isinstance(detector, ChainReaction):
            return ()
        before = tenant.count_odd("chain_reaction")
        score = detector.score_chain(before, tenant.n_agents - 1)
        if score is None or not detector.is_odd_chain(score) or self._is_young(tenant, use.time):
            return ()
        self.n_odd["chain_reaction"] += 1
        if "chain_reaction" not in self._heard:
            return ()
        sentence = detector.reason_chain(score)
        head = chain[0].parent or ""
        time = max(link.time for link in chain)
        return (
            about_use(
                *("chain_reaction", score, sentence, head, time, self._config_hash), use, chain
            ),
        )

    def _judge_pattern(
        self, tenant: Tenant, group: Group, pattern: Pattern, deviation: Deviation
    ) -> tuple[Alert, ...]:
        name = "release_shift" if group[0] in ("version", "cohort") else "chain_reaction"
        detector, n_agents = self._detectors[name], len(pattern.members)
        # Told of when it is a pattern, and each time it has doubled.
        if pattern.uid and n_agents < 2 * pattern.n_told:
            return ()
        score = detector.score(n_agents, tenant.groups.usual(deviation.time))
        if score is None or not detector.is_odd(score):
            return ()
        if self._is_young(tenant, deviation.time):
            return ()
        self.n_odd[name] += not pattern.uid
        alert = about_pattern(
            *(name, score, detector.reason(score), self._config_hash), group, pattern, deviation
        )
        pattern.uid, pattern.n_told = alert.alert_id, n_agents
        return (alert,) if name in self._heard else ()

    def _tell_use(
        self,
        tenant: Tenant,
        name: str,
        score: Score | None,
        use: FirstUse,
        others: list[FirstUse],
        has_grace: bool = True,
    ) -> tuple[Alert, ...]:
        detector: FleetDetector = self._detectors[name]
        if score is None or not detector.is_odd(score):
            return ()
        if has_grace and self._is_young(tenant, use.time):
            return ()
        self.n_odd[name] += 1
        if name not in self._heard:
            return ()
        sentence = detector.reason(score)
        who = use.agent_id
        return (
            about_use(name, score, sentence, who, use.time, self._config_hash, use, [*others, use]),
        )

    def _is_young(self, tenant: Tenant, time: float) -> bool:
        return time - tenant.since < _GRACE_S

    def _tenant(self, name: str, time: float) -> Tenant | None:
        tenant = self._tenants.get(name)
        if tenant is None and len(self._tenants) < _MOST_TENANTS:
            tenant = self._tenants[name] = Tenant(time)
        if tenant is not None and time < tenant.since:
            tenant.since = time
        return tenant
