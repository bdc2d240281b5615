"""What people touch: the command line, the settings, the SDK and the simulated fleet.

Importing this package imports nothing else, because `roguewatch.sdk` runs inside other
people's agents.
"""
