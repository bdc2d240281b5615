"""Hooks stop an agent somewhere: one place a file, all behind one contract.

The enforcer process runs them from its configuration, each under a name that the roster may
require. The gate in the SDK is the other kind of enforcer: it needs no hook, and it is only as good
as the agent's will to ask. A new hook is a file here and a line below; being exported, it is tested
against the contract.
"""

from .base import Hook, HookResult
from .deny_list import DenyListHook
from .webhook import WebhookHook

__all__ = ["DenyListHook", "Hook", "HookResult", "WebhookHook"]
