"""Sinks tell people and other products about findings: one destination a file.

A new sink is a file here and a line below; being exported, it is tested against the contract of
`Sink`.
"""

from .base import Sink, SinkError
from .log import LogSink
from .webhook import WebhookSink

__all__ = ["LogSink", "Sink", "SinkError", "WebhookSink"]
