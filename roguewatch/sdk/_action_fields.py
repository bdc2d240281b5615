"""What can be said of one action beside its tool."""

from collections.abc import Mapping
from typing import TypedDict

from baselines.features import Action

from ._event import Attribute


class ActionFields(TypedDict, total=False):
    """The keyword arguments of an action; none is required, each lets more detectors see."""

    action: Action
    """What kind of thing the tool does: the field that decides most."""
    resource: str
    """What it is done to: path, address, URL, id, channel."""
    n_items: int
    """How many objects it touches."""
    n_bytes: int
    """How much it moves."""
    environment: str
    """Where it takes effect, such as `production`."""
    credential_id: str
    """Which credential it uses: its id, never the secret."""
    on_behalf_of: str
    """The person it is done for."""
    approval_id: str
    """The approval that a person gave."""
    attributes: Mapping[str, Attribute]
    """Whatever else is known."""
    is_announced: bool
    """Also emit an event of phase `intent` before the body, for what cannot be undone."""
