"""Other people's packages on the same runs: fitted on an agent's past, then asked of each run.

They come with extra `evaluation`. Each gets what it can take of a call and nothing else, with its
defaults unless its docstring says so; where several of its scores could be ranked, the one stands
here that ranked best on published runs. A new peer is a file beside these and a line below.
"""

from .agentnorm_peer import AgentnormPeer
from .agentomaly_peer import AgentomalyPeer
from .cordon_peer import CordonPeer
from .gaussian_peer import GaussianPeer
from .patrol_peer import PatrolPeer
from .peer import Peer
from .stide_peer import StidePeer

PEERS: tuple[type[Peer], ...] = (
    AgentnormPeer,
    AgentomalyPeer,
    CordonPeer,
    GaussianPeer,
    PatrolPeer,
    StidePeer,
)

__all__ = [
    "PEERS",
    "AgentnormPeer",
    "AgentomalyPeer",
    "CordonPeer",
    "GaussianPeer",
    "PatrolPeer",
    "Peer",
    "StidePeer",
]
