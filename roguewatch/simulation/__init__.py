"""A fleet of agents that does not exist, so that monitoring can be tried and measured.

`Fleet` yields the ordinary life of agents of five personas as action events; `incidents` holds
what some of them do when they go rogue. All of it follows from a seed, nothing reads a clock, and
no detector is imported: the simulation must not know what it is judged by.
"""

from .fleet import Fleet

__all__ = ["Fleet"]
