"""The rules of each ritual: pure functions over frozen values. Knows no Slack, no SQL, no clock, no settings."""
