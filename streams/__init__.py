"""Everything that moves: events in, scores out, commands out, acknowledgements in.

The only package that knows Kafka and Faust. Importing it imports nothing, so that the SDK
can take the two modules it needs without the rest.
"""
