"""How long a stop takes, from the call that gives an agent away to the refusal."""
