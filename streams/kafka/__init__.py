"""What is about a broker and nothing else: clients, security, what its topics hold."""
