"""Records in Slack: finding what was decided, and keeping it true."""
