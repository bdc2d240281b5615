"""The killswitch for people: who is stopped and why, and how to stop, release and reinstate."""
