"""What happens to RFCs: each act is one transaction, a synchronous function of (tx, …)."""
