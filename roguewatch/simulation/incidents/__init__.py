"""Five incidents from public reports, as scripts of calls, one a file.

Each is played by an agent whose earlier life is ordinary; the mass deletes twice, by an agent that
never deleted anything and by one for which a few deletes a day are ordinary.
"""

from .call import Call
from .drive_wipe import DriveWipe
from .forum_post import ForumPost
from .inbox_purge import InboxPurge
from .incident import Incident
from .secret_exfiltration import SecretExfiltration
from .volume_delete import VolumeDelete

INCIDENTS: tuple[Incident, ...] = (
    VolumeDelete(),
    InboxPurge(is_used_to_deleting=False),
    InboxPurge(is_used_to_deleting=True),
    ForumPost(),
    SecretExfiltration(),
    DriveWipe(is_used_to_deleting=False),
    DriveWipe(is_used_to_deleting=True),
)

__all__ = [
    "INCIDENTS",
    "Call",
    "DriveWipe",
    "ForumPost",
    "InboxPurge",
    "Incident",
    "SecretExfiltration",
    "VolumeDelete",
]
