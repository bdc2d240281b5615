"""What is done about a deviation: findings, policy, commands, ledger, sinks and hooks.

Importing this package imports nothing, so that the SDK can take the few modules it needs
without the rest.
"""
