"""The five trades of the simulated fleet, one frozen specification a file.

Each is a cohort: its agents share tools, kinds of targets and habits, and differ in everything
else. What makes them act is one generator for all (`roguewatch.simulation.agent`).
"""

from .analyst import ANALYST
from .coding import CODING
from .mail import MAIL
from .operations import OPERATIONS
from .support import SUPPORT

PERSONAS = (CODING, MAIL, ANALYST, SUPPORT, OPERATIONS)

__all__ = ["ANALYST", "CODING", "MAIL", "OPERATIONS", "PERSONAS", "SUPPORT"]
