"""What happens to commitments: each act is one transaction, a synchronous function of (tx, …)."""
