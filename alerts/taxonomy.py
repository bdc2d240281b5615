"""What a deviation is called elsewhere: MITRE ATLAS and ATT&CK, OWASP Agentic Applications."""

from collections.abc import Iterable

ATLAS_VERSION = "5.6.0"
ATTACK_VERSION = "17.1"

NAMES = {
    "AML.T0012": "Valid Accounts",
    "AML.T0034": "Cost Harvesting",
    "AML.T0034.002": "Agentic Resource Consumption",
    "AML.T0053": "AI Agent Tool Invocation",
    "AML.T0086": "Exfiltration via AI Agent Tool Invocation",
    "AML.T0098": "AI Agent Tool Credential Harvesting",
    "AML.T0101": "Data Destruction via AI Agent Tool Invocation",
    "ASI01": "Agent Goal Hijack",
    "ASI02": "Tool Misuse & Exploitation",
    "ASI03": "Identity & Privilege Abuse",
    "ASI08": "Cascading Failures",
    "ASI10": "Rogue Agents",
    "T1048": "Exfiltration Over Alternative Protocol",
    "T1059": "Command and Scripting Interpreter",
    "T1078": "Valid Accounts",
    "T1078.004": "Cloud Accounts",
    "T1485": "Data Destruction",
    "T1496": "Resource Hijacking",
    "T1499": "Endpoint Denial of Service",
    "T1528": "Steal Application Access Token",
    "T1552": "Unsecured Credentials",
    "T1567": "Exfiltration Over Web Service",
}

BY_DETECTOR: dict[str, tuple[str, ...]] = {
    "hijack": ("AML.T0053", "ASI01", "ASI02"),
    "burst": ("AML.T0034.002", "T1499", "ASI08"),
    "volume": ("AML.T0086", "T1048", "T1567", "ASI02"),
    "day_total": ("AML.T0086", "T1048", "T1567", "ASI02"),
    "growth": ("AML.T0086", "T1048", "T1567", "ASI02"),
    "new_outlet": ("AML.T0086", "T1048", "T1567", "ASI02"),
    "off_hours": ("AML.T0012", "T1078.004", "ASI03"),
    "failure_streak": ("AML.T0012", "T1078.004", "ASI03"),
    "sequence": ("AML.T0012", "T1078.004", "ASI01"),
    "identity": ("AML.T0012", "T1078.004", "ASI03"),
    "high_impact": ("AML.T0053", "ASI02"),
    "spree": ("AML.T0053", "ASI02"),
    "intent": ("AML.T0053", "ASI01", "ASI02"),
    "runaway_loop": ("AML.T0034.002", "T1499", "ASI08"),
    "silence": ("AML.T0012", "ASI10"),
    "session_outlier": ("AML.T0012", "ASI10"),
    "odd_call": ("AML.T0053", "ASI01"),
    "annotation_change": ("AML.T0053", "ASI02"),
    "server_change": ("AML.T0053", "ASI02"),
    "dormant": ("AML.T0012", "T1078.004", "ASI03"),
    "unapproved": ("AML.T0053", "ASI03"),
    "shared_credential": ("AML.T0012", "T1078.004", "ASI03"),
    "shared_address": ("AML.T0012", "T1078.004", "ASI03"),
    "lone_model": ("AML.T0012", "ASI03", "ASI10"),
    "chain_reaction": ("AML.T0053", "ASI01", "ASI08"),
    "release_shift": ("ASI08",),
    "undeclared": ("AML.T0012", "AML.T0053", "ASI02", "ASI03"),
    "version_change": ("AML.T0012", "ASI03", "ASI10"),
    "canary": ("AML.T0098", "T1552", "ASI03"),
}

# What the agent did says more than how it was noticed.
BY_ACTION: dict[str, tuple[str, ...]] = {
    "delete": ("AML.T0101", "T1485", "ASI02"),
    "send": ("AML.T0086", "T1567", "ASI02"),
    "execute": ("AML.T0053", "T1059", "ASI02"),
    "auth": ("AML.T0098", "T1528", "ASI03"),
    "admin": ("AML.T0012", "T1078", "ASI03"),
}

OTHERWISE = ("ASI10",)


def tags(detectors: Iterable[str], actions: Iterable[str]) -> tuple[str, ...]:
    """Return the ids for what was noticed and what was done, sorted.

    Examples
    --------
    >>> tags(["burst"], ["delete"])
    ('AML.T0034.002', 'AML.T0101', 'ASI02', 'ASI08', 'T1485', 'T1499')
    >>> tags(["a_pipeline_of_ours"], ["read"])
    ('ASI10',)
    """
    found = {tag for name in detectors for tag in BY_DETECTOR.get(name, ())}
    found |= {tag for action in actions for tag in BY_ACTION.get(action, ())}
    return tuple(sorted(found or OTHERWISE))


def to_attack(tag: str) -> dict[str, object]:
    """Return OCSF's `attack` object for an ATLAS or ATT&CK id.

    Examples
    --------
    >>> to_attack("T1078.004")["sub_technique"]
    {'uid': 'T1078.004', 'name': 'Cloud Accounts'}
    """
    is_atlas = tag.startswith("AML.")
    parent = tag if tag.count(".") == is_atlas else tag.rpartition(".")[0]
    attack: dict[str, object] = {
        "technique": {"uid": parent, "name": NAMES[parent]},
        "version": f"ATLAS {ATLAS_VERSION}" if is_atlas else f"ATT&CK {ATTACK_VERSION}",
    }
    if parent != tag:
        attack["sub_technique"] = {"uid": tag, "name": NAMES[tag]}
    return attack
