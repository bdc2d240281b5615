"""How much harm a call can do by its verb class alone."""

from baselines import Action

VERB_POINTS: dict[Action, int] = {
    "read": 0,
    "write": 10,
    "delete": 40,
    "send": 25,
    "execute": 15,
    "pay": 40,
    "auth": 25,
    "admin": 30,
    "other": 0,
}
"""Points of harm a verb class can do to one ordinary object; reads do none."""
