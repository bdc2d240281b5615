"""The trades of the simulated fleets, one frozen specification a file.

Five are the demo's fleet; the benchmark's has three more.

Each is a cohort: its agents share tools, kinds of targets and habits, and differ in everything
else. What makes them act is one generator for all (`roguewatch.simulation.agent`).
"""

import msgspec

from .access import ACCESS
from .analyst import ANALYST
from .coding import CODING
from .finance import FINANCE
from .mail import MAIL
from .operations import OPERATIONS
from .pipeline import PIPELINE
from .support import SUPPORT

PERSONAS = (CODING, MAIL, ANALYST, SUPPORT, OPERATIONS)
ADDED = (FINANCE, ACCESS, PIPELINE)
EIGHT = (
    *(
        msgspec.structs.replace(p, share=p.share * (1.0 - sum(a.share for a in ADDED)))
        for p in PERSONAS
    ),
    *ADDED,
)

__all__ = [
    "ACCESS",
    "ANALYST",
    "CODING",
    "EIGHT",
    "FINANCE",
    "MAIL",
    "OPERATIONS",
    "PERSONAS",
    "PIPELINE",
    "SUPPORT",
]
