"""Everything that moves: events in, scores out, commands out, acknowledgements in.

The only package that knows Kafka and Faust. Importing it imports nothing, so that the SDK
can take the few modules it needs without the rest.

The pure core: `events`, `featurize` (with `meaning`), `monitor` (with `assessing`), `snapshot`,
`replay`. What runs: `data_plane` (with `partitions`), `control_plane` and its services, `issuer`
and `enforcer` (with `killswitch`). Beside them `sources` and `reading` for recorded events,
`snapshots` for what agents are compared with, `refused` for what is no event, `kafka` for the
broker. `topics` names every topic, once.
"""
