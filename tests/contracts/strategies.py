"""Any agent's life, in any order and at any time, as action events."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from baselines import ACTIONS, Outcome
from streams.events import MAX_COUNT, ActionEvent

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
OUTCOMES: tuple[Outcome, ...] = ("success", "failure", "denied", "unknown")
RESOURCES = (
    None,
    "",
    "/",
    "prod/db",
    "a@b.org",
    "https://x.org/y",
    "/app/.env",
    "\u202e\n",
    "x" * 9,
)
TOOLS = ("read_mail", "delete_volume", "dropAll", "send_secret", "post_forum", "\x1b[31m", "t")

times = st.one_of(
    # Minutes apart, so that sessions, windows and hours are all crossed; sometimes backwards.
    st.integers(0, 7 * 86_400).map(lambda s: MONDAY + timedelta(seconds=s)),
    st.floats(0, 30).map(lambda s: MONDAY + timedelta(seconds=s)),
    st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001
)
counts = st.integers(0, 200) | st.integers(0, MAX_COUNT)
event = st.builds(
    ActionEvent,
    event_id=st.integers(0, 30).map(str),
    time=times,
    agent_id=st.sampled_from("ab"),
    cohort=st.none() | st.sampled_from(("mail", "code")),
    session_id=st.none() | st.integers(0, 12).map(str),
    credential_id=st.none() | st.sampled_from(("own", "found")),
    source_ip=st.none() | st.just("192.0.2.1"),
    tool=st.sampled_from(TOOLS),
    action=st.sampled_from(ACTIONS),
    resource=st.sampled_from(RESOURCES),
    n_items=counts,
    n_bytes=counts,
    outcome=st.sampled_from(OUTCOMES),
    phase=st.sampled_from(("completed", "completed", "intent")),
    environment=st.none() | st.sampled_from(("production", "test")),
    approval_id=st.none() | st.just("yes"),
    attributes=st.none()
    | st.dictionaries(
        st.sampled_from(("irreversible", "recursive", "external", "other")), st.booleans()
    ),
)
lives = st.lists(event, min_size=1, max_size=30)
