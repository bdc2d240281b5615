"""Every metric by name, with what it means; a name that ends in `_total` is a counter."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal, get_args

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

MetricName = Literal[
    "roguewatch_worker_records_total",
    "roguewatch_worker_alerts_total",
    "roguewatch_worker_stop_requests_total",
    "roguewatch_worker_dead_letters_total",
    "roguewatch_worker_checkpoints_total",
    "roguewatch_worker_restores_total",
    "roguewatch_worker_failures_total",
    "roguewatch_worker_notices_total",
    "roguewatch_worker_lost_snapshots_total",
    "roguewatch_worker_partitions",
    "roguewatch_worker_agents",
    "roguewatch_worker_lag",
    "roguewatch_worker_idle_seconds",
    "roguewatch_kafka_silent_seconds",
    "roguewatch_snapshot_version",
    "roguewatch_config_version",
    "roguewatch_snapshots_written_total",
    "roguewatch_killswitch_open_commands",
    "roguewatch_killswitch_oldest_open_seconds",
    "roguewatch_killswitch_held_requests",
    "roguewatch_killswitch_epoch",
    "roguewatch_issuer_refused_requests_total",
    "roguewatch_issuer_forged_records_total",
    "roguewatch_fleet_alerts_total",
    "roguewatch_fleet_odd_total",
    "roguewatch_fleet_symbols",
    "roguewatch_fleet_refused_total",
    "roguewatch_findings_sent_total",
    "roguewatch_findings_undelivered_total",
    "roguewatch_enforcer_applied_total",
    "roguewatch_enforcer_failed_total",
    "roguewatch_spans_records_total",
    "roguewatch_spans_events_total",
    "roguewatch_spans_repeated_total",
    "roguewatch_spans_no_action_total",
    "roguewatch_spans_without_agent_total",
    "roguewatch_spans_dead_letters_total",
    "roguewatch_spans_waiting",
]

MEANING: Final[Mapping[MetricName, str]] = {
    "roguewatch_worker_records_total": "Records of agent-actions taken in, refused ones included.",
    "roguewatch_worker_alerts_total": "Alerts written.",
    "roguewatch_worker_stop_requests_total": "Stop requests sent.",
    "roguewatch_worker_dead_letters_total": "Records written to the dead-letter topic.",
    "roguewatch_worker_checkpoints_total": "Checkpoints written.",
    "roguewatch_worker_restores_total": "Partitions restored from their topic.",
    "roguewatch_worker_failures_total": "Times the state was dropped after a failed write.",
    "roguewatch_worker_notices_total": "Ignored snapshots, gaps in the log, events not scored.",
    "roguewatch_worker_lost_snapshots_total": "Snapshots skipped, for nobody has their content.",
    "roguewatch_worker_partitions": "Partitions restored and worked on.",
    "roguewatch_worker_agents": "Agents known in these partitions.",
    "roguewatch_worker_lag": "Records known to stand ahead.",
    "roguewatch_worker_idle_seconds": "Seconds since the last progress.",
    "roguewatch_kafka_silent_seconds": "Seconds since Kafka last answered this process.",
    "roguewatch_snapshot_version": "Lowest version in force, in hours since 1970.",
    "roguewatch_config_version": "Published configuration in the newest snapshot; 0: none.",
    "roguewatch_snapshots_written_total": "Snapshots written with all their pointers.",
    "roguewatch_killswitch_open_commands": "Commands not confirmed by every required enforcer.",
    "roguewatch_killswitch_oldest_open_seconds": "Age of the oldest of them.",
    "roguewatch_killswitch_held_requests": "Requests that the storm guard holds.",
    "roguewatch_killswitch_epoch": "Offset at which this issuer took office.",
    "roguewatch_issuer_refused_requests_total": "Requests forged or not decidable.",
    "roguewatch_issuer_forged_records_total": "Ledger records that no issuer signed.",
    "roguewatch_fleet_alerts_total": "Alerts about several agents written.",
    "roguewatch_fleet_odd_total": "What several agents had in common, told of or in shadow.",
    "roguewatch_fleet_symbols": "Credentials, addresses, models and orders known.",
    "roguewatch_fleet_refused_total": "First uses left out because too many are known.",
    "roguewatch_findings_sent_total": "Findings handed to a sink.",
    "roguewatch_findings_undelivered_total": "Findings that a sink did not take.",
    "roguewatch_enforcer_applied_total": "Commands carried out.",
    "roguewatch_enforcer_failed_total": "Commands that could not be carried out.",
    "roguewatch_spans_records_total": "Records of the collector's topic taken in.",
    "roguewatch_spans_events_total": "Tool calls written to agent-actions.",
    "roguewatch_spans_repeated_total": "Tool calls left out because they were written before.",
    "roguewatch_spans_no_action_total": "Spans that are no call, or tell of one that counts.",
    "roguewatch_spans_without_agent_total": "Tool calls left out because nobody names an agent.",
    "roguewatch_spans_dead_letters_total": "Records with a span that could not be read.",
    "roguewatch_spans_waiting": "Spans that wait for those around them.",
}

NAMES: Final[tuple[MetricName, ...]] = get_args(MetricName)


class Metrics(Collector):
    """Reads its figures when it is asked, so that counting costs the hot path nothing.

    Parameters
    ----------
    read
        The present figures by name.

    Examples
    --------
    >>> [metric] = Metrics(lambda: {"roguewatch_worker_lag": 3}).collect()
    >>> metric.name, metric.samples[0].value
    ('roguewatch_worker_lag', 3)
    """

    def __init__(self, read: Callable[[], Mapping[MetricName, float]]) -> None:
        self._read = read

    def collect(self) -> Iterable[Metric]:
        for name, value in self._read().items():
            family = CounterMetricFamily if name.endswith("_total") else GaugeMetricFamily
            yield family(name, MEANING[name], value=value)
