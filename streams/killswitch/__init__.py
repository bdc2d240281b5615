"""What the issuer, the ledger and enforcers are made of."""
