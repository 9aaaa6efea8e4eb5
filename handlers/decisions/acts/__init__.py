"""What happens to decisions: each act is one transaction, a synchronous function of (tx, …)."""
