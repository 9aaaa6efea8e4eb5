"""Wins in Slack: kept in private, given to somebody, shared where their owner wants."""
