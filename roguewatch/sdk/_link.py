"""What ties a process to the monitor: its gate, and the threads that feed it and report."""

import os
import socket
import threading
import uuid
import weakref

from alerts.keys import KeyRing

from ._emitter import Emitter
from ._follower import Follower
from ._gate import Fail, Gate
from ._options import Options

_links: "weakref.WeakSet[Link]" = weakref.WeakSet()
_left_behind: list[object] = []


class Link:
    """Gate, emitter and follower of one agent in one process; made anew in a forked child.

    Parameters
    ----------
    options
        Where Kafka is and where the keys lie.
    subject
        Tenant and agent, as `default/billing-bot`.
    fail, ready_timeout_s
        See `Gate`.
    buffer_size
        Most events waiting for Kafka.
    """

    def __init__(
        self,
        options: Options,
        subject: str,
        *,
        fail: Fail,
        ready_timeout_s: float,
        buffer_size: int,
    ) -> None:
        self._options = options
        self._keys = KeyRing.load(options.keys_dir)
        self._buffer_size = buffer_size
        self._ready_timeout_s = ready_timeout_s
        self._gate = Gate(subject, fail, ready_timeout_s=ready_timeout_s)
        self._emitter = Emitter(options, buffer_size)
        self._follower: Follower | None = None
        self._lock = threading.Lock()
        _links.add(self)
        self._start()

    @property
    def gate(self) -> Gate:
        """What lets calls through."""
        if self._follower is None:
            self._start()
        return self._gate

    @property
    def emitter(self) -> Emitter:
        """What reports."""
        if self._follower is None:
            self._start()
        return self._emitter

    def close(self, timeout_s: float) -> None:
        """Stop listening, then send what waits, for at most this time."""
        if self._follower is not None:
            self._follower.close()
            self._emitter.close(timeout_s)

    def _start(self) -> None:
        with self._lock:
            if self._follower is not None:
                return
            if self._emitter.is_abandoned:
                self._emitter = Emitter(self._options, self._buffer_size)
            emitter = self._emitter
            self._gate.last_contact = lambda: emitter.last_contact
            instance = f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:6]}"
            self._follower = Follower(self._options, self._keys, self._gate, emitter, instance)

    def _become_child(self) -> None:
        """Forget the parent's threads and clients, but not who is stopped.

        The clients share their sockets with the parent, so they are neither used nor tidied up
        here; the threads did not come along. New ones start with the child's first action.
        """
        self._lock = threading.Lock()
        self._gate = self._gate.renew(self._ready_timeout_s)
        if self._follower is not None:
            self._emitter.abandon()
            _left_behind.extend((self._emitter, self._follower))
            self._follower = None


def _become_children() -> None:
    for link in list(_links):
        link._become_child()


os.register_at_fork(after_in_child=_become_children)
