"""From a request to an agent that does not act, to the confirmation that it does not."""

import time
from pathlib import Path

from alerts.keys import KeyRing
from alerts.stop_request import encode_request
from streams.topics import ACKS, KILLSWITCH, LEDGER, STOP_REQUESTS, dlq
from tests.alerts.make import make_request

from .conftest import Broker
from .processes import Process, wait_until
from .steps import ME, answers, ask, say, send, start_agent, values


def test_a_request_ends_in_an_agent_that_does_not_act_until_a_person_lets_it(
    broker: Broker, keys: KeyRing, control: Process, tmp_path: Path
) -> None:
    with start_agent(tmp_path, "first") as agent:
        agent.wait_for("acting")
        request = make_request(reason="200 deletes \x1b[2Ja minute", time=time.time())
        ask(broker, keys, request)
        agent.wait_for(f"stopped by {request.request_id}")
        wait_until(lambda: "contained  yes" in say("status", "mail-1"))
        told = say("status", "mail-1")
        assert f"{ME} is stopped." in told
        assert "suspend-on-evidence" in told
        assert "200 deletes \\x1b[2Ja minute" in told
        assert "sdk-gate/" in told
        assert "1 stopped, 0 held, 1 enforcers alive." in say("status")

    with start_agent(tmp_path, "second") as restarted:
        restarted.wait_for("stopped by")
        assert not any("acting" in line for line in restarted.lines), "a restart must not escape"
        said = say("reinstate", "mail-1", "--reason", "a drill", "--as", "kim")
        assert "done: permitted by people-reinstate-with-a-reason" in said
        restarted.wait_for("acting")
    assert f"{ME} may work: it was reinstated." in say("status", "mail-1")


def test_a_call_that_starts_200_ms_after_the_request_is_refused(
    broker: Broker, keys: KeyRing, control: Process, tmp_path: Path
) -> None:
    """The median over ten stops, so that a busy machine does not decide; each ends in a stop."""
    with start_agent(tmp_path, "agent") as agent:
        agent.wait_for("acting")
        delays_s = []
        for i in range(10):
            asked_at = time.time()
            stop = make_request(alert_id=f"s{i}", time=asked_at)
            ask(broker, keys, stop)
            line = agent.wait_for(f"stopped by {stop.request_id}")
            delays_s.append(float(line.split()[0]) - asked_at)
            free = make_request(
                alert_id=f"r{i}", time=time.time(), action="reinstate", requested_by="operator:k"
            )
            ask(broker, keys, free)
            n_acting = i + 2
            wait_until(lambda n=n_acting: sum("acting" in at for at in agent.lines) >= n)  # type: ignore[misc]
    assert sorted(delays_s)[5] < 0.2


def test_what_is_forged_stops_nobody_and_no_one_is_kept_waiting(
    broker: Broker, keys: KeyRing, control: Process, tmp_path: Path
) -> None:
    """Whoever can write our topics can write anything into them, but cannot sign."""
    stranger = KeyRing.generate()
    forged = encode_request(make_request(time=time.time()), stranger, "worker")
    with start_agent(tmp_path, "agent") as agent:
        agent.wait_for("acting")
        for topic in (STOP_REQUESTS, KILLSWITCH, LEDGER, ACKS):
            for value in (forged, "not even a token", ""):
                send(broker, topic, value)
        wait_until(lambda: len(values(broker, dlq(STOP_REQUESTS))) == 3)
        request = make_request(alert_id="true", time=time.time())
        ask(broker, keys, request)
        agent.wait_for(f"stopped by {request.request_id}")
        assert sum("stopped" in line for line in agent.lines) == 1
        wait_until(lambda: "contained  yes" in say("status", "mail-1"))


def test_in_shadow_mode_all_is_recorded_and_nobody_is_stopped(
    broker: Broker, keys: KeyRing, environment: None, tmp_path: Path
) -> None:
    log = tmp_path / "shadow.log"
    with (
        Process.of_command(log, "control", "--no-snapshots"),
        start_agent(tmp_path, "agent") as agent,
    ):
        agent.wait_for("acting")
        request = make_request(time=time.time())
        ask(broker, keys, request)
        wait_until(lambda: "refused" in answers(broker, keys, request))
        assert not any("stopped" in line for line in agent.lines)
    assert "not stopped; in shadow mode it would have been" in say("status", "mail-1")
