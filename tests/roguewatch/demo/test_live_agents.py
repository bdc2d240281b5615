"""A row shows what an agent does now, not what was said of it before."""

from pathlib import Path

import msgspec

from roguewatch.demo.call_record import CallRecord
from roguewatch.demo.live_agents import LiveAgents
from roguewatch.demo.processes import Processes
from roguewatch.demo.sighting import Seen, Sighting
from roguewatch.simulation.part import Part

PART = Part(incident="d", tenant="default", agent_id="mail-1", calls=())
KEY = PART.key


def agents(tmp_path: Path, *calls: CallRecord, rest: bytes = b"") -> LiveAgents:
    lines = b"".join(msgspec.json.encode(call) + b"\n" for call in calls)
    (tmp_path / "rogue-d.calls").write_bytes(lines + rest)
    return LiveAgents(Processes(tmp_path, {}), tmp_path, [PART], [])


def test_an_agent_that_has_not_begun_waits_whatever_its_past(tmp_path: Path) -> None:
    past = Sighting(alerts=[Seen(5.0, 5.1)], acks=[Seen(5.0, 5.2)], risk=97)
    (row,) = agents(tmp_path).rows({KEY: past})
    assert (row.state, row.risk, row.n_calls) == ("waits", 0, 0)


def test_it_acts_then_alerts_then_is_stopped(tmp_path: Path) -> None:
    calls = [CallRecord(KEY, n, f"e{n}", 100.0 + n, n > 2) for n in range(4)]
    live = agents(tmp_path, *calls)
    assert live.rows({})[0].state == "acts"
    alerted = Sighting(alerts=[Seen(101.0, 101.5)], risk=88)
    assert [(row.state, row.risk) for row in live.rows({KEY: alerted})] == [("alert", 88)]
    alerted.acks = [Seen(102.0, 102.1)]
    (row,) = live.rows({KEY: alerted})
    assert (row.state, row.n_calls, row.n_refused) == ("stopped", 4, 1)


def test_a_line_that_is_being_written_is_left_for_later(tmp_path: Path) -> None:
    call = CallRecord(KEY, 1, "e1", 100.0, False)
    assert agents(tmp_path, call, rest=b'{"key": "def').calls() == {KEY: [call]}
