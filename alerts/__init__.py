"""What we do about a deviation: alerts for people, and signed commands for enforcers.

The worker only asks (`stop_request`), the issuer alone commands (`command`), and an agent counts as
contained only when every required enforcer has confirmed (`ack`, `containment`). Everything here is
pure, except the destinations in `sinks` and the enforcers in `hooks`. Nothing is imported here, so
that the SDK can load single modules without paying for the rest.
"""
