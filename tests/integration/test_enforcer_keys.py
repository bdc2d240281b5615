"""Each agent confirms with a key of its own, and nobody else confirms for it."""

import time
from pathlib import Path

import pytest

from alerts.ack import encode_report
from alerts.key_files import ROLES, enforcer_key, init_keys
from alerts.keys import KeyRing
from streams.topics import ACKS
from tests.alerts.make import make_ack, make_heartbeat, make_request

from .conftest import Broker
from .processes import Process, wait_until
from .steps import ME, ask, ledger, say, send, start_agent

GATE = "sdk-gate/default/"


@pytest.fixture
def keys_dir(tmp_path: Path) -> Path:
    """Return a folder with keys of two agents and none that enforcers share."""
    folder = tmp_path / "keys"
    roles = [role for role in ROLES if role != "enforcer"]
    init_keys(folder, [*roles, *(enforcer_key(GATE + name) for name in ("mail-1", "mail-2"))])
    return folder


def test_one_agent_cannot_confirm_that_another_is_stopped(
    broker: Broker, keys: KeyRing, control: Process, tmp_path: Path
) -> None:
    request = make_request(time=time.time())
    ask(broker, keys, request)
    wait_until(lambda: ledger(broker, keys).entry(ME) is not None)
    entry = ledger(broker, keys).entry(ME)
    assert entry is not None
    beat = make_heartbeat(enforcer="sdk-gate", subjects=(ME,), time=time.time())
    ack = make_ack(entry.command, enforcer="sdk-gate", time=time.time())
    for report in (beat, ack):
        send(broker, ACKS, encode_report(report, keys, enforcer_key(GATE + "mail-2")))
    time.sleep(1.0)
    assert "contained  not yet" in say("status", "mail-1")
    with start_agent(tmp_path, "agent") as agent:
        agent.wait_for(f"stopped by {request.request_id}")
        wait_until(lambda: "contained  yes" in say("status", "mail-1"))
        wait_until(lambda: "1 enforcers alive" in say("status"))
