"""What the workers left behind, beside what the oracle says."""

from collections import Counter
from collections.abc import Collection

import msgspec

from alerts.keys import KeyRing
from alerts.ledger import LedgerView
from alerts.stop_request import StopRequest, decode_request
from roguewatch.evaluation.crash.options import CrashOptions
from streams.kafka.compacted import read_compacted
from streams.killswitch.journal import Line, read_journal
from streams.killswitch.ledger_reader import read_view
from streams.partitions.recorded import Outcome, read_state
from streams.topics import ALERTS, STOP_REQUESTS


class Row(msgspec.Struct, frozen=True):
    """One comparison; no findings means that it holds."""

    what: str
    expected: str
    found: str
    findings: tuple[str, ...] = ()


async def judge(options: CrashOptions, oracle: Outcome) -> list[Row]:
    """Compare topics, ledger and journal with the oracle."""
    keys = KeyRing.load(options.keys_dir)
    servers = options.bootstrap_servers
    alerts: Counter[str] = Counter()
    async for record in read_compacted(servers, ALERTS, range(options.n_partitions)):
        finding = msgspec.json.decode(record.value or b"{}")
        alerts[finding["finding_info"]["uid"]] += 1
    requests: dict[str, StopRequest] = {}
    async for record in read_compacted(servers, STOP_REQUESTS, [0]):
        request = decode_request(record.value or b"", keys)
        requests[request.request_id] = request
    state = await read_state(servers, options.n_partitions)
    view = await read_view(servers, keys)
    state_hash = state.state_hash()
    return [
        _same_ids("alert ids", oracle.alert_ids, alerts),
        _same_ids("stop-request ids", oracle.request_ids, requests),
        Row(
            f"state of {oracle.n_agents} agents",
            oracle.state_hash[:16],
            state_hash[:16],
            () if state_hash == oracle.state_hash else ("DIVERGED: profiles differ",),
        ),
        _all_decided(requests.values(), view),
        *_enforced(view, read_journal(options.journal)),
    ]


def _same_ids(what: str, expected: Collection[str], found: Collection[str]) -> Row:
    """Compare sets of ids.

    Examples
    --------
    >>> _same_ids("ids", {"a", "b"}, {"b", "c"}).findings
    ('LOST: 1, such as a', 'DIVERGED: 1 that the oracle does not know, such as c')
    """
    lost, strange = sorted(set(expected) - set(found)), sorted(set(found) - set(expected))
    findings = []
    if lost:
        findings.append(f"LOST: {len(lost)}, such as {lost[0]}")
    if strange:
        findings.append(
            f"DIVERGED: {len(strange)} that the oracle does not know, such as {strange[0]}"
        )
    return Row(what, str(len(set(expected))), str(len(set(found))), tuple(findings))


def _all_decided(requests: Collection[StopRequest], view: LedgerView) -> Row:
    open_ids = [r.request_id for r in requests if not view.is_decided(r.request_id, r.key)]
    n_decided = len(requests) - len(open_ids)
    findings = (f"LOST: {len(open_ids)} never decided",) if open_ids else ()
    return Row("requests decided", str(len(requests)), str(n_decided), findings)


def _enforced(view: LedgerView, journal: list[Line]) -> list[Row]:
    """What is in force at the enforcer must be the ledger's, and done once."""
    n_applied: Counter[tuple[str, int, int]] = Counter()
    in_force: dict[str, tuple[int, int, str]] = {}
    for line in journal:
        if line.result == "applied":
            n_applied[line.cmd_id, line.epoch, line.sequence] += 1
            order = (line.epoch, line.sequence, line.cmd_id)
            in_force[line.subject] = max(in_force.get(line.subject, order), order)
    commands = [entry.command for entry in view.entries()]
    ledger = {c.key: (c.epoch, c.sequence, c.cmd_id) for c in commands}
    lost = sorted(key for key in ledger if key not in in_force)
    strange = sorted(key for key in in_force if in_force[key] != ledger.get(key))
    twice = sorted(name for name, n in n_applied.items() if n > 1)
    findings = []
    if lost:
        findings.append(f"LOST: {len(lost)} not in force, such as {lost[0]}")
    if set(strange) - set(lost):
        findings.append(f"DIVERGED: {len(strange)} differ, such as {strange[0]}")
    more = (f"DUPLICATED: {len(twice)}, such as {twice[0][0]}",) if twice else ()
    return [
        Row("commands in force", str(len(ledger)), str(len(in_force)), tuple(findings)),
        Row("commands applied once", str(len(n_applied)), str(sum(n_applied.values())), more),
    ]
