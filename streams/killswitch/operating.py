"""What people ask of the killswitch, and what became of it."""

import time
from contextlib import aclosing, suppress

from aiokafka import AIOKafkaProducer, TopicPartition

from alerts.ack import Ack, decode_report
from alerts.command import Command, CommandAction, encode_command
from alerts.ids import manual_id, subject
from alerts.keys import BadSignature, KeyRing
from alerts.ledger import LedgerRecord, LedgerView
from alerts.stop_request import StopRequest, encode_request
from alerts.subject_state import stronger
from streams.kafka.readers import seek_to_time, start_reader
from streams.kafka.security import client_settings
from streams.killswitch.ledger_reader import follow_ledger
from streams.killswitch.release import Release, encode_release
from streams.topics import ACKS, KILLSWITCH, STOP_REQUESTS

_ACKS = TopicPartition(ACKS, 0)


def make_request(
    action: CommandAction,
    tenant: str,
    agent_id: str,
    *,
    operator: str,
    reason: str,
    credential_id: str | None,
    now: float,
) -> StopRequest:
    """Return the request of a person; asking again is a new request."""
    alert_id = manual_id(operator, subject(tenant, agent_id), action, now)
    return StopRequest.make(
        action,
        tenant,
        agent_id,
        alert_id=alert_id,
        credential_id=credential_id,
        time=now,
        reason=reason,
        requested_by=f"operator:{operator}",
    )


async def ask(bootstrap_servers: str, keys: KeyRing, request: StopRequest | Release) -> None:
    """Sign as operator and send it to the issuer."""
    if isinstance(request, Release):
        key, token = request.request_id, encode_release(request, keys)
    else:
        key, token = request.key, encode_request(request, keys, "operator")
    await _send(bootstrap_servers, STOP_REQUESTS, key, token)


async def order_past_the_issuer(
    bootstrap_servers: str, keys: KeyRing, view: LedgerView, request: StopRequest
) -> Command:
    """Publish a command signed by the operator: enforcers obey it while no issuer answers.

    It stands above what the ledger says of this agent, and below the next issuer's epoch, which
    takes it over. A stop in force is never shortened or weakened by it.
    """
    command = Command(
        cmd_id=request.request_id,
        action=request.action,
        tenant=request.tenant,
        agent_id=request.agent_id,
        credential_id=request.credential_id,
        epoch=max(view.epoch, 0),
        sequence=view.next_sequence(request.key),
        issued_at=request.time,
        mode="revoke" if request.action == "revoke" else "suspend",
        alert_id=request.alert_id,
        reason=request.reason,
        event_time=request.time,
        initiating_entity="admin",
    )
    in_force = view.stop_in_force(request.key, request.time)
    if request.action != "reinstate" and in_force is not None:
        command = stronger(in_force.command, command)
    token = encode_command(command, keys, "operator")
    await _send(bootstrap_servers, KILLSWITCH, command.key, token)
    return command


async def wait_for_answer(
    bootstrap_servers: str, keys: KeyRing, view: LedgerView, request_id: str, timeout_s: float
) -> LedgerRecord | None:
    """Read on from the view until the ledger says what became of a request.

    Where it became a command, wait until that is contained. Return the last record about it; None
    if nobody answered in time.
    """
    deadline = time.monotonic() + timeout_s
    found: LedgerRecord | None = None
    async with aclosing(
        follow_ledger(bootstrap_servers, keys, view, lambda: time.monotonic() >= deadline)
    ) as records:
        async for record in records:
            if record.request_id != request_id or record.kind == "released":
                continue
            found = record
            if record.command is None or record.containment == "contained":
                break
    return found


async def wait_for_confirmation(
    bootstrap_servers: str, keys: KeyRing, command: Command, timeout_s: float
) -> list[str]:
    """Return who confirmed a command first, from the acknowledgements themselves.

    For an order past the issuer, since without an issuer nobody writes the ledger.
    """
    consumer = await start_reader(bootstrap_servers, _ACKS)
    confirmed: list[str] = []
    try:
        await seek_to_time(consumer, _ACKS, command.issued_at - 1.0)
        deadline = time.monotonic() + timeout_s
        while not confirmed and time.monotonic() < deadline:
            batch = await consumer.getmany(_ACKS, timeout_ms=100)
            for record in batch.get(_ACKS, ()):
                with suppress(BadSignature):
                    report = decode_report(record.value or b"", keys)
                    if isinstance(report, Ack) and _is_confirmed(report, command):
                        confirmed.append(f"{report.enforcer}/{report.instance}")
    finally:
        await consumer.stop()
    return sorted(set(confirmed))


def _is_confirmed(ack: Ack, command: Command) -> bool:
    is_same = ack.cmd_id == command.cmd_id and (ack.epoch, ack.sequence) == command.order
    return is_same and ack.is_confirmation


async def _send(bootstrap_servers: str, topic: str, key: str, token: str) -> None:
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap_servers, acks="all", **client_settings()
    )
    await producer.start()
    try:
        await producer.send_and_wait(topic, token.encode(), key=key.encode())
    finally:
        await producer.stop()
