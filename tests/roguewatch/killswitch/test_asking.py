"""What became of a request is an exit code for scripts and a sentence for people."""

from typing import Any

import pytest

from alerts.decision import Decision
from alerts.ledger import LedgerRecord
from roguewatch.killswitch.asking import explain

PERMIT = Decision(outcome="permit", mode="suspend", disposition=24, reason="permitted by p")
DENY = Decision(outcome="deny", disposition=19, reason="forbidden by q\x1b")


@pytest.mark.parametrize(
    ("fields", "code", "sentence"),
    [
        ({"kind": "denied", "decision": DENY}, 1, "denied: forbidden by q\\x1b"),
        ({"kind": "held", "decision": DENY}, 1, "held: forbidden by q\\x1b"),
        (
            {
                "kind": "containment",
                "decision": PERMIT,
                "command": "t",
                "containment": "contained",
                "confirmed": {"gateway/b": "applied", "gateway/a": "already"},
            },
            0,
            "done: permitted by p; confirmed by gateway/a, gateway/b",
        ),
        (
            {"kind": "command", "decision": PERMIT, "command": "t", "containment": "pending"},
            2,
            "ordered: permitted by p; confirmed by nobody after 3 s. It is sent again until "
            "everybody confirms; see `roguewatch status`",
        ),
    ],
)
def test_each_end_of_a_request_has_its_words(
    fields: dict[str, Any], code: int, sentence: str
) -> None:
    assert explain(LedgerRecord(request_id="r", time=1.0, **fields), 3.0) == (code, sentence)
