"""The demo without broker, processes and waiting: the same scripts at the same pace, replayed."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from detectors.config import Config
from roguewatch.demo.benign import BenignReport, judge_benign
from roguewatch.demo.call_record import CallRecord
from roguewatch.demo.fleet_history import FleetHistory
from roguewatch.demo.sighting import Seen, Sighting
from roguewatch.demo.verdict import Verdict, judge
from roguewatch.simulation.incidents import INCIDENTS
from roguewatch.simulation.part import Part
from streams.events import ActionEvent
from streams.replay import Replay

NAMES = ("tenant", "agent_id", "cohort", "agent_version", "model", "on_behalf_of", "source_ip")
ACK_S = 0.1


def rehearse(
    history: FleetHistory, config: Config, now: datetime
) -> tuple[list[Verdict], BenignReport]:
    """Judge what a replay says; a stop is taken to refuse whatever comes 100 ms later."""
    replay = Replay(config, b"0123456789abcdef", is_all_scored=False)
    sightings: dict[str, Sighting] = {}
    created: list[tuple[str, Seen]] = []

    def assess(event: ActionEvent) -> None:
        assessment = replay.process_one(event)
        seen = Seen(assessment.time, assessment.time)
        sighting = sightings.setdefault(event.key, Sighting())
        for alert in assessment.alerts:
            if alert.activity != "close":
                sighting.alerts.append(seen)
            if alert.activity == "create":
                created.append((event.key, seen))
        if assessment.stop_requests:
            done = Seen(assessment.time, assessment.time + ACK_S)
            for things in (sighting.requests, sighting.commands, sighting.acks):
                things.append(done)

    for event in history.events:
        assess(event)
    calls: dict[str, list[CallRecord]] = {}
    for part in history.parts:
        calls[part.key] = []
        begun = now.timestamp()
        sightings.setdefault(part.key, Sighting())
        n_rogue = 0
        for event, is_rogue in _live(part, now):
            acks = [a.at for a in sightings[part.key].acks if a.about >= begun]
            is_refused = any(event.timestamp > at for at in acks)
            n_rogue += is_rogue
            record = CallRecord(
                part.key, n_rogue * is_rogue, event.event_id, event.timestamp, is_refused
            )
            calls[part.key].append(record)
            if not is_refused:
                assess(event)
    verdicts = [
        judge(incident, part.key, calls[part.key], sightings[part.key])
        for incident, part in zip(INCIDENTS, history.parts, strict=True)
    ]
    report = judge_benign(
        created,
        sightings,
        {key: records[0].started for key, records in calls.items()},
        history.learned_at,
        history.agent_days,
        config.alerts_per_1000_agent_days,
    )
    return verdicts, report


def _live(part: Part, now: datetime) -> Sequence[tuple[ActionEvent, bool]]:
    time = now + timedelta(seconds=30)
    names = {name: getattr(part, name) for name in NAMES}
    events = []
    for i, call in enumerate(part.calls):
        time += timedelta(seconds=call.delay_s)
        fields = msgspec.structs.asdict(call)
        is_rogue = fields.pop("is_rogue")
        del fields["delay_s"]
        fields["credential_id"] = call.credential_id or part.credential_id
        fields["environment"] = call.environment or part.environment
        event = ActionEvent(
            event_id=f"{part.incident}-{i}",
            time=time.astimezone(UTC),
            session_id=f"live-{part.incident}",
            **names,
            **fields,
        )
        events.append((event, is_rogue))
    return events
