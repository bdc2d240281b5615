# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Tune on your own history
#
# `replay`, `sweep` and `compare` take a frame, files or a range of the topic. Files may be native
# JSONL, CloudTrail log files, recorded agent traces or OpenTelemetry spans: whatever
# `roguewatch replay` reads. Put the path of your own into `HISTORY` and run on.

# %%
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

from roguewatch import plots
from roguewatch import workbench as rw

HISTORY: Path | None = None

# %% [markdown]
# Without one of your own: CloudTrail records of five roles over six days, written as AWS writes
# them; at the end one role reads buckets it never read.


# %%
def record(number: int, time: datetime, role: str, name: str, bucket: str) -> dict:
    """Return one CloudTrail record."""
    arn = f"arn:aws:sts::111122223333:assumed-role/{role}/job-{time:%d}"
    return {
        "eventVersion": "1.08",
        "eventID": f"00000000-0000-0000-0000-{number:012d}",
        "eventTime": f"{time:%Y-%m-%dT%H:%M:%SZ}",
        "eventSource": "s3.amazonaws.com",
        "eventName": name,
        "awsRegion": "eu-central-1",
        "sourceIPAddress": "10.0.0.7",
        "readOnly": name.startswith("Get"),
        "recipientAccountId": "111122223333",
        "requestParameters": {"bucketName": bucket, "key": f"part-{number % 7}"},
        "userIdentity": {
            "type": "AssumedRole",
            "arn": arn,
            "accountId": "111122223333",
            "sessionContext": {
                "sessionIssuer": {
                    "type": "Role",
                    "userName": role,
                    "arn": f"arn:aws:iam::111122223333:role/{role}",
                }
            },
        },
    }


if HISTORY is None:
    start, records = datetime(2026, 1, 5, 8, tzinfo=UTC), []
    for step in range(6 * 48):
        time = start + timedelta(days=step // 48, minutes=10 * (step % 48))
        for number in range(5):
            name = "PutObject" if (step + number) % 6 == 0 else "GetObject"
            records.append(record(len(records), time, f"agent-{number}", name, f"in-{number}"))
    for n in range(40):
        late = time + timedelta(minutes=5, seconds=3 * n)
        records.append(record(len(records), late, "agent-2", "DeleteObject", f"backup-{n}"))
    HISTORY = Path(mkdtemp()) / "cloudtrail.json"
    HISTORY.write_text(json.dumps({"Records": records}))

events = rw.to_events(HISTORY)
frame = rw.events_frame(events)
print(f"{len(events):,} events of {frame['agent_id'].nunique()} agents, to {events[-1].time:%F}")
frame.head(3)

# %% [markdown]
# ## What the shipped configuration says

# %%
replayed = rw.replay_whole(events)
replayed.alerts[["agent_id", "opened", "last", "risk", "severity", "detectors", "sentences"]]

# %% [markdown]
# ## Try a grid
# If you know which events were rogue, say so: then the table tells at which of them the alert
# came. If not, every alert counts as false, and the rate is an upper bound.

# %%
known = [event.event_id for event in events if event.action == "delete"]
grid = {"burst.dispersion": [1.25, 4.0], "burst.stage": ["promoted"]}
table = rw.sweep(events, grid, rogue=known)
table.drop(columns="hash")

# %% [markdown]
# ## Choose, compare, write it down
# The choice is made on the history it was measured on, so expect more false alerts on the next
# one. Keep the last week apart and look at it once.

# %%
from roguewatch.publishing.tuning import choose, comment

best = choose(table, budget=200.0)
params = {name: best[name] for name in grid}
tuned = rw.Config().clone(params)
comparison = rw.compare(events, rw.Config(), tuned)
print(comparison.summary())
text = rw.to_toml(tuned, comment=comment(events, params, best, 200.0))
print(text[:300])

# %%
assert rw.Config.parse(text).hash == tuned.hash
plots.agent_timeline(rw.replay(events, tuned), replayed.alerts["agent_id"].iloc[-1], last=200)

# %% [markdown]
# The same from a topic: `rw.replay(rw.TopicRange("kafka:9092", start, stop))`. And at the terminal:
#
# ```
# roguewatch tune cloudtrail/ --grid burst.dispersion=1.25,4 --budget 5 --write detectors.toml
# roguewatch config diff detectors.toml
# roguewatch config publish detectors.toml --history cloudtrail/ --reason "tuned on last month"
# ```
