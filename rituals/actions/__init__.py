"""Actions: what somebody has taken on, by when, and where that came from."""
